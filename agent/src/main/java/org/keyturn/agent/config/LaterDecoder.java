package org.keyturn.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the config may already say and this version does not do: judged in form, then noted. */
final class LaterDecoder {

  private static final Pattern LISTEN =
      Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+]):([0-9]{1,5})");

  private LaterDecoder() {}

  static void web(Value value) {
    try (Section section = value.section("write {listen: \"127.0.0.1:8443\"}")) {
      section.find("listen").ifPresent(LaterDecoder::listen);
      section.find("public-url").ifPresent(LaterDecoder::publicUrl);
      section.find("tls").ifPresent(LaterDecoder::tls);
    }
    value.note("this version has no portal; nothing listens");
  }

  private static void tls(Value value) {
    try (Section section = value.section("write {certificate: web.pem, key: web.key}")) {
      section.need("certificate", "web.pem").ifPresent(Scalars::path);
      section.need("key", "web.key").ifPresent(Scalars::path);
    }
  }

  private static void listen(Value value) {
    String right = "write ADDRESS:PORT like 127.0.0.1:8443";
    Optional<String> text = value.text(right);
    if (text.isPresent()
        && (!LISTEN.matcher(text.get()).matches()
            || Integer.parseInt(text.get().substring(text.get().lastIndexOf(':') + 1)) > 65_535)) {
      value.fail(Shown.quoted(text.get()) + " is no address to listen at", right);
    }
  }

  private static void publicUrl(Value value) {
    String right = "write https://password.example.com";
    Optional<String> text = value.text(right);
    if (text.isPresent() && !isOrigin(text.get())) {
      value.fail("is no https address without path", right);
    }
  }

  private static boolean isOrigin(String text) {
    try {
      URI url = new URI(text);
      return "https".equals(url.getScheme())
          && url.getHost() != null
          && url.getUserInfo() == null
          && (url.getPath().isEmpty() || url.getPath().equals("/"))
          && url.getQuery() == null
          && url.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
