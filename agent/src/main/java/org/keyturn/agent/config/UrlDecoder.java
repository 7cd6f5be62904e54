package org.keyturn.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/**
 * The addresses of a directory, each judged with how the connection is protected: no password
 * leaves unencrypted, except to this machine itself and only where {@code tls: none} says so.
 */
final class UrlDecoder {

  private static final String EXAMPLE = "write ldaps://ldap1.example.com";
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[(::1|(0+:){7}0*1)]");

  /** What somebody writes who leaves the scheme out. */
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");

  private UrlDecoder() {}

  /**
   * @param tls as written; empty: not written, which means {@code ldaps}
   * @param judgeTls false where what is written for {@code tls} is wrong in itself
   */
  static List<URI> decode(Value value, Optional<Tls> tls, boolean judgeTls) {
    List<URI> urls = new ArrayList<>();
    for (Value item : value.items(EXAMPLE)) {
      Optional<String> text = item.text(EXAMPLE);
      if (text.isPresent()) {
        try {
          URI url = address(text.get());
          if (urls.contains(url)) {
            item.fail(Shown.quoted(url.toString()) + " is there twice", "keep one");
            continue;
          }
          urls.add(url);
          if (judgeTls) {
            judge(url, tls.orElse(Tls.LDAPS));
          }
        } catch (Refused e) {
          item.fail(e.wrong(), e.right());
        }
      }
    }
    return urls;
  }

  /** Scheme, host and port, and nothing else. */
  static URI address(String text) throws Refused {
    if (text.contains("@")) {
      throw new Refused("holds a user name or password", EXAMPLE + " and put the user into bind");
    }
    if (HOST.matcher(text).matches()) {
      throw new Refused(
          Shown.quoted(text) + " does not begin with ldaps://", "write ldaps://" + text);
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw new Refused(Shown.quoted(text) + " is no address", EXAMPLE);
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("ldap") && !scheme.equals("ldaps")) {
      throw new Refused(Shown.quoted(text) + " does not begin with ldaps://", EXAMPLE);
    } else if (url.getHost() == null) {
      throw new Refused(Shown.quoted(text) + " names no host", EXAMPLE);
    } else if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw new Refused(Shown.quoted(text) + " has a port out of 1 to 65535", EXAMPLE + ":636");
    } else if (!url.getPath().isEmpty() || url.getQuery() != null || url.getFragment() != null) {
      throw new Refused(
          Shown.quoted(text) + " has more than host and port",
          EXAMPLE + " and put the DN into accounts.base");
    }
    return url;
  }

  /** This machine by an address that cannot be another's. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether the two go together, and no password leaves unencrypted. */
  static void judge(URI url, Tls tls) throws Refused {
    boolean ldaps = "ldaps".equalsIgnoreCase(url.getScheme());
    String shown = Shown.quoted(url.toString());
    switch (tls) {
      case LDAPS -> {
        if (!ldaps) {
          throw new Refused(
              shown + " would send the password unencrypted",
              "write ldaps://" + url.getHost() + ", or tls: starttls");
        }
      }
      case STARTTLS -> {
        if (ldaps) {
          throw new Refused(
              shown + " is encrypted from its first byte, which tls: starttls is not",
              "write ldap://" + url.getHost() + ", or tls: ldaps");
        }
      }
      case NONE -> {
        if (ldaps) {
          throw new Refused(shown + " is encrypted, which tls: none denies", "write tls: ldaps");
        } else if (!isLoopback(url.getHost())) {
          throw new Refused(
              shown + " is not on this machine, and tls: none would send the password unencrypted",
              "write ldaps://" + url.getHost() + ", or tls: starttls");
        }
      }
    }
  }
}
