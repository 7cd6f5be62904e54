package org.keyturn.agent.config;

import java.net.URI;
import java.util.Locale;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/**
 * A server's address as somebody types it, by the rules of {@code url} and {@code tls}.
 *
 * @param url scheme, host and port
 * @param tls how the connection is protected
 */
public record ServerAddress(URI url, Tls tls) {

  /**
   * {@code ldaps://} is encrypted from its first byte, {@code ldap://} by StartTLS, except to this
   * machine itself, where it is taken as it is.
   *
   * @throws FirstConfigException where it is no address
   */
  public static ServerAddress of(String text) throws FirstConfigException {
    try {
      URI url = UrlDecoder.address(text.strip());
      boolean ldaps = "ldaps".equalsIgnoreCase(url.getScheme());
      boolean own = UrlDecoder.isLoopback(url.getHost());
      return judged(url, ldaps ? Tls.LDAPS : own ? Tls.NONE : Tls.STARTTLS);
    } catch (Refused e) {
      throw new FirstConfigException("url", e.wrong() + ", " + e.right());
    }
  }

  /** The same with another protection, as the config spells it. */
  public ServerAddress with(String protection) throws FirstConfigException {
    try {
      return judged(url, Tls.valueOf(protection.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new FirstConfigException("tls", "is ldaps, starttls or none");
    } catch (Refused e) {
      throw new FirstConfigException("tls", e.wrong() + ", " + e.right());
    }
  }

  private static ServerAddress judged(URI url, Tls tls) throws Refused {
    UrlDecoder.judge(url, tls);
    return new ServerAddress(url, tls);
  }
}
