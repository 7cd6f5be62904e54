package org.keyturn.agent.web;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one colour of buttons and links. White on it can be read (WCAG 2.2, 1.4.3: 4.5 to 1), and so
 * can its lighter sister on the dark page.
 *
 * @param rgb 0xRRGGBB
 */
public record Accent(int rgb) {

  public static final Accent DEFAULT = new Accent(0x1D4FD7);

  private static final Pattern HEX = Pattern.compile("#[0-9A-Fa-f]{6}");
  private static final double READABLE = 4.5;
  private static final int WHITE = 0xFFFFFF;
  private static final int DARK_PAGE = 0x1C2027;

  /** Empty for what is no {@code #RRGGBB}. */
  public static Optional<Accent> parse(String text) {
    return HEX.matcher(text).matches()
        ? Optional.of(new Accent(Integer.parseInt(text.substring(1), 16)))
        : Optional.empty();
  }

  /** Whether white text on it can be read. */
  public boolean isDarkEnough() {
    return contrast(rgb, WHITE) >= READABLE;
  }

  String onLight() {
    return hex(rgb);
  }

  /** Mixed with white until it can be read on the dark page. */
  String onDark() {
    int lighter = rgb;
    for (int white = 5; contrast(lighter, DARK_PAGE) < READABLE + 1 && white <= 100; white += 5) {
      lighter = mixed(white);
    }
    return hex(lighter);
  }

  private int mixed(int percentWhite) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int part = rgb >> shift & 0xFF;
      mixed = mixed << 8 | (part + (0xFF - part) * percentWhite / 100);
    }
    return mixed;
  }

  private static String hex(int rgb) {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** Relative luminance, as WCAG 2.2 defines it. */
  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int part) {
    double share = (part & 0xFF) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
