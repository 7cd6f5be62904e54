package org.keyturn.agent.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where results and everything else go: results to standard output, the rest to standard error.
 * Colour is a second channel only, and off where nobody would see it or {@code NO_COLOR} is set.
 */
final class Screen {

  private static final int USUAL_WIDTH = 80;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private final boolean inIsTerminal;
  private final int width;
  private final boolean colour;
  private boolean quiet;

  Screen(InputStream in, PrintStream out, PrintStream err, Terminal terminal, boolean colour) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.outIsTerminal = terminal.out();
    this.errIsTerminal = terminal.err();
    this.inIsTerminal = terminal.in();
    this.width = terminal.width();
    this.colour = colour;
  }

  /** Which of the standard streams are a terminal, and how wide it is. */
  record Terminal(boolean in, boolean out, boolean err, int width) {

    /** As the launcher saw it; without a launcher, as far as Java can tell. */
    static Terminal detect() {
      String seen = System.getProperty("keyturn.terminal");
      boolean console = System.console() != null;
      int width = Integer.getInteger("keyturn.columns", USUAL_WIDTH);
      return seen == null
          ? new Terminal(console, console, console, width)
          : new Terminal(
              seen.contains("0"), seen.contains("1"), seen.contains("2"), Math.max(width, 40));
    }
  }

  static Screen standard() {
    Terminal terminal = Terminal.detect();
    boolean colour =
        terminal.out()
            && System.getenv("NO_COLOR") == null
            && !"dumb".equals(System.getenv("TERM"));
    return new Screen(
        System.in,
        utf8(FileDescriptor.out, false),
        utf8(FileDescriptor.err, true),
        terminal,
        colour);
  }

  private static PrintStream utf8(FileDescriptor descriptor, boolean autoFlush) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 14),
        autoFlush,
        StandardCharsets.UTF_8);
  }

  void beQuiet() {
    quiet = true;
  }

  InputStream in() {
    return in;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** A line beside the results. */
  void note(String line) {
    if (!quiet) {
      out.flush();
      err.println(line);
    }
  }

  /** A refusal or a failure; said even where it should be quiet. */
  void fail(String line) {
    out.flush();
    err.println(paint("31", "✗ ", errIsTerminal) + line);
  }

  void warn(String line) {
    out.flush();
    err.println(paint("33", "! ", errIsTerminal) + line);
  }

  String ok(String text) {
    return paint("32", text, outIsTerminal);
  }

  String attention(String text) {
    return paint("33", text, outIsTerminal);
  }

  String bad(String text) {
    return paint("31", text, outIsTerminal);
  }

  String faint(String text) {
    return paint("2", text, outIsTerminal);
  }

  String strong(String text) {
    return paint("1", text, outIsTerminal);
  }

  private String paint(String code, String text, boolean terminal) {
    return colour && terminal ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  boolean canAsk() {
    return inIsTerminal && errIsTerminal;
  }

  boolean showsProgress() {
    return errIsTerminal && !quiet;
  }

  boolean outIsTerminal() {
    return outIsTerminal;
  }

  int width() {
    return width;
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
