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

  private UrlDecoder() {}

  /**
   * @param tls as written; empty: not written, which means {@code ldaps}
   * @param judgeTls false where what is written for {@code tls} is wrong in itself
   */
  static List<URI> decode(Value value, Optional<Tls> tls, boolean judgeTls) {
    List<URI> urls = new ArrayList<>();
    for (Value item : value.items(EXAMPLE)) {
      Optional<URI> url = url(item);
      if (url.isPresent()) {
        if (urls.contains(url.get())) {
          item.fail(Shown.quoted(url.get().toString()) + " is there twice", "keep one");
        } else if (judgeTls) {
          judge(item, url.get(), tls);
        }
        urls.add(url.get());
      }
    }
    return urls;
  }

  private static Optional<URI> url(Value item) {
    Optional<String> text = item.text(EXAMPLE);
    if (text.isEmpty()) {
      return Optional.empty();
    } else if (text.get().contains("@")) {
      item.fail("holds a user name or password", EXAMPLE + " and put the user into bind");
      return Optional.empty();
    }
    try {
      URI url = new URI(text.get());
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("ldap") && !scheme.equals("ldaps")) {
        item.fail(Shown.quoted(text.get()) + " does not begin with ldaps://", EXAMPLE);
      } else if (url.getHost() == null) {
        item.fail(Shown.quoted(text.get()) + " names no host", EXAMPLE);
      } else if (url.getPort() == 0 || url.getPort() > 65_535) {
        item.fail(Shown.quoted(text.get()) + " has a port out of 1 to 65535", EXAMPLE + ":636");
      } else if (!url.getPath().isEmpty() || url.getQuery() != null || url.getFragment() != null) {
        item.fail(
            Shown.quoted(text.get()) + " has more than host and port",
            EXAMPLE + " and put the DN into accounts.base");
      } else {
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      item.fail(Shown.quoted(text.get()) + " is no address", EXAMPLE);
    }
    return Optional.empty();
  }

  /** This machine by an address that cannot be another's. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static void judge(Value item, URI url, Optional<Tls> tls) {
    boolean ldaps = "ldaps".equalsIgnoreCase(url.getScheme());
    String shown = Shown.quoted(url.toString());
    switch (tls.orElse(Tls.LDAPS)) {
      case LDAPS -> {
        if (!ldaps) {
          item.fail(
              shown + " would send the password unencrypted",
              "write ldaps://" + url.getHost() + ", or tls: starttls");
        }
      }
      case STARTTLS -> {
        if (ldaps) {
          item.fail(
              shown + " is encrypted from its first byte, which tls: starttls is not",
              "write ldap://" + url.getHost() + ", or tls: ldaps");
        }
      }
      case NONE -> {
        if (ldaps) {
          item.fail(shown + " is encrypted, which tls: none denies", "write tls: ldaps");
        } else if (!isLoopback(url.getHost())) {
          item.fail(
              shown + " is not on this machine, and tls: none would send the password unencrypted",
              "write ldaps://" + url.getHost() + ", or tls: starttls");
        }
      }
    }
  }
}
