package org.keyturn.agent.web;

import java.net.URI;
import java.util.Locale;

/**
 * The one address under which the portal answers.
 *
 * @param secure https
 * @param authority host, and port where it is not the scheme's own; in lower case
 */
record Origin(boolean secure, String authority) {

  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  static Origin of(URI url) {
    return of("https".equals(url.getScheme()), url.getHost(), url.getPort());
  }

  /**
   * @param host an IPv6 literal in brackets
   * @param port below 1: the scheme's own
   */
  static Origin of(boolean secure, String host, int port) {
    boolean usual = port < 1 || port == (secure ? HTTPS : HTTP);
    String lower = host.toLowerCase(Locale.ROOT);
    return new Origin(secure, usual ? lower : lower + ":" + port);
  }

  /** Whether a {@code Host} header means this one; the scheme's own port may be written. */
  boolean isMeantBy(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.equals(authority) || lower.equals(authority + (secure ? ":443" : ":80"));
  }

  /** As an {@code Origin} header has it. */
  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + authority;
  }
}
