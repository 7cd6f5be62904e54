package org.keyturn.agent.web;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The portal's two cookies. Under https their names begin with {@code __Host-}: no other host and
 * no plain connection can set them (RFC 6265bis, 4.1.3.2).
 */
record Cookies(boolean secure) {

  private static final int A_YEAR = 31_536_000;

  /** Holds the browser's secret, until it is closed. */
  String browser() {
    return name("keyturn");
  }

  String language() {
    return name("language");
  }

  private String name(String plain) {
    return secure ? "__Host-" + plain : plain;
  }

  String setBrowser(String secret) {
    return browser() + "=" + secret + "; Path=/; HttpOnly; SameSite=Lax" + onlySecure();
  }

  String setLanguage(String id) {
    return language()
        + "="
        + id
        + "; Path=/; Max-Age="
        + A_YEAR
        + "; HttpOnly; SameSite=Lax"
        + onlySecure();
  }

  private String onlySecure() {
    return secure ? "; Secure" : "";
  }

  /**
   * The value of a cookie in a {@code Cookie} header (RFC 6265, 4.2.1).
   *
   * @return empty where it is not there, or there twice
   */
  static Optional<String> find(String header, String name) {
    String[] found =
        Stream.of(header.split(";", -1))
            .map(String::strip)
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> pair.substring(name.length() + 1))
            .toArray(String[]::new);
    return found.length == 1 ? Optional.of(found[0]) : Optional.empty();
  }
}
