package org.keyturn.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.web.Accent;
import org.keyturn.agent.web.WebSettings;

/** {@code web}: no password comes in unencrypted, except from this machine itself. */
final class WebDecoder {

  private static final Pattern LISTEN =
      Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+]):([0-9]{1,5})");

  private static final WebSettings.Listen DEFAULT = new WebSettings.Listen("127.0.0.1", 8443);
  private static final String A_LISTEN = "write ADDRESS:PORT like 127.0.0.1:8443";
  private static final String A_URL = "write https://password.example.com";
  private static final int LARGEST_LOGO = 20 * 1024;
  private static final int HIGHEST_PORT = 65_535;

  private WebDecoder() {}

  /**
   * @param mail where name and help are taken from that are not written here
   */
  static WebSettings decode(Value value, Optional<MailSettings> mail) {
    try (Section section =
        value.section("write {listen: \"127.0.0.1:8443\", tls: {certificate: …, key: …}}")) {
      WebSettings.Listen listen =
          section.find("listen").flatMap(WebDecoder::listen).orElse(DEFAULT);
      WebSettings.Tls tls =
          section
              .need("tls", "{certificate: web.pem, key: web.key}")
              .map(v -> WebTlsDecoder.decode(v, isLoopback(listen), listen))
              .orElseGet(WebSettings.NoTls::new);
      return new WebSettings(
          listen,
          section.find("public-url").flatMap(v -> publicUrl(v, tls instanceof WebSettings.NoTls)),
          tls,
          brand(section.find("brand"), mail.map(MailSettings::organisation).orElse("Keyturn")),
          section
              .find("help")
              .flatMap(v -> v.text("write where people can ask"))
              .or(() -> mail.flatMap(MailSettings::help)));
    }
  }

  static boolean isLoopback(WebSettings.Listen listen) {
    String host = listen.host();
    return UrlDecoder.isLoopback(host.contains(":") ? "[" + host + "]" : host);
  }

  static Optional<WebSettings.Listen> listen(Value value) {
    Optional<String> text = value.text(A_LISTEN);
    Matcher parts = LISTEN.matcher(text.orElse(""));
    if (text.isEmpty()) {
      return Optional.empty();
    } else if (!parts.matches() || Integer.parseInt(parts.group(2)) > HIGHEST_PORT) {
      value.fail(Shown.quoted(text.get()) + " is no address to listen at", A_LISTEN);
      return Optional.empty();
    }
    String host = parts.group(1).replaceAll("[\\[\\]]", "");
    return Optional.of(new WebSettings.Listen(host, Integer.parseInt(parts.group(2))));
  }

  /** Browsers keep the portal's cookies to https, except on this machine. */
  private static Optional<URI> publicUrl(Value value, boolean plain) {
    Optional<String> text = value.text(A_URL);
    Optional<URI> url =
        text.flatMap(WebDecoder::origin)
            .filter(
                u ->
                    "https".equals(u.getScheme()) || (plain && UrlDecoder.isLoopback(u.getHost())));
    if (text.isPresent() && url.isEmpty()) {
      value.fail("is no https address without path", A_URL);
    }
    return url;
  }

  private static Optional<URI> origin(String text) {
    try {
      URI url = new URI(text);
      boolean origin =
          ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
              && url.getHost() != null
              && url.getUserInfo() == null
              && (url.getPath().isEmpty() || url.getPath().equals("/"))
              && url.getQuery() == null
              && url.getFragment() == null
              && url.getPort() != 0
              && url.getPort() <= HIGHEST_PORT;
      return origin ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static WebSettings.Brand brand(Optional<Value> value, String name) {
    if (value.isEmpty()) {
      return new WebSettings.Brand(name, Optional.empty(), Accent.DEFAULT);
    }
    try (Section section =
        value.get().section("write {name: Example, logo: logo.svg, accent: \"#1d4fd7\"}")) {
      return new WebSettings.Brand(
          section
              .find("name")
              .flatMap(v -> v.text("write the name that people know you by"))
              .orElse(name),
          section.find("logo").flatMap(WebDecoder::logo),
          section.find("accent").flatMap(WebDecoder::accent).orElse(Accent.DEFAULT));
    }
  }

  private static Optional<Path> logo(Value value) {
    Optional<Path> path = Scalars.path(value);
    if (path.isEmpty()) {
      return path;
    }
    String name = path.get().toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".svg") && !name.endsWith(".png")) {
      value.fail(path.get() + " is neither .svg nor .png", "name a picture of either kind");
      return Optional.empty();
    }
    try {
      byte[] unused =
          GuardedFile.look(path.get(), true)
              .allowNoMore(GuardedFile.WRITE_BY_OTHERS, "can be changed by everyone", "chmod o-w")
              .read(LARGEST_LOGO);
    } catch (Refused e) {
      value.fail(e.wrong(), e.right());
    }
    return path;
  }

  private static Optional<Accent> accent(Value value) {
    String right = "write a dark colour like \"#1d4fd7\", quoted";
    Optional<String> text = value.text(right);
    Optional<Accent> accent = text.flatMap(Accent::parse);
    if (text.isPresent() && accent.isEmpty()) {
      value.fail(Shown.quoted(text.get()) + " is no colour", right);
    } else if (accent.filter(a -> !a.isDarkEnough()).isPresent()) {
      value.fail(
          Shown.quoted(text.orElse(""))
              + " is too light: white on it cannot be read (below 4.5 to 1)",
          right);
      return Optional.empty();
    }
    return accent;
  }
}
