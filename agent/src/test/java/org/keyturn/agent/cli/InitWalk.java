package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.config.FirstFiles;
import org.keyturn.agent.web.Accent;
import org.keyturn.agent.web.FirstRunPages;
import org.keyturn.agent.web.Raw;
import org.keyturn.agent.web.WebServer;
import org.keyturn.agent.web.WebSettings;

/**
 * The pages of {@code init --serve}, walked by somebody who changes nothing of what they propose.
 */
public final class InitWalk {

  private static final Pattern INPUT = Pattern.compile("<input [^>]*>");

  private InitWalk() {}

  /** From the first page to the files, a certificate that is not trusted yet vouched for. */
  public static void take(Path out, String url, String bindDn, Secret password) {
    BrowserSetup setup = new BrowserSetup(new FirstFiles(out, false), url, bindDn);
    FirstRunPages pages = new FirstRunPages(setup, Clock.systemUTC());
    WebServer server =
        WebServer.open(settings(), Clock.systemUTC(), List.of(pages), InitWalk::fail);
    try {
      server.start();
      walk(new Raw(server.port()), pages.path(), password);
    } finally {
      server.close();
      setup.close();
    }
  }

  private static void walk(Raw browser, String path, Secret password) {
    browser.get(path);
    browser.post("/init", Raw.field("token", path.substring(path.indexOf('=') + 1)));
    List<String> typed = new ArrayList<>(shown(browser.get("/init/server").body()));
    typed.add(Raw.field("password", password.withChars(String::new)));
    Raw.Got met = browser.post("/init/server", typed.toArray(String[]::new));
    assertThat(met.location()).as(met.body()).isEqualTo("/init/certificate");
    browser.get(met.location());
    Raw.Got found = browser.post("/init/certificate");
    assertThat(found.location()).as(found.body()).isEqualTo("/init/review");
    String[] proposed = shown(browser.get("/init/review").body()).toArray(String[]::new);
    Raw.Got chosen = browser.post("/init/review", proposed);
    assertThat(chosen.location()).as(chosen.body()).isEqualTo("/init/config");
    browser.get("/init/config");
    assertThat(browser.post("/init/config").location()).isEqualTo("/init/done");
    assertThat(browser.get("/init/done").status()).isEqualTo(200);
  }

  /** What a browser would send of a form that nobody touched, but for passwords and tokens. */
  private static List<String> shown(String page) {
    return INPUT
        .matcher(page)
        .results()
        .map(r -> r.group())
        .filter(input -> !input.matches(".*type=\"(hidden|password)\".*"))
        .filter(
            input -> !input.matches(".*type=\"(radio|checkbox)\".*") || input.contains(" checked"))
        .flatMap(
            input ->
                attribute(input, "name").stream()
                    .map(name -> Raw.field(name, attribute(input, "value").orElse(""))))
        .toList();
  }

  private static Optional<String> attribute(String input, String name) {
    Matcher found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(input);
    return found.find() ? Optional.of(unescaped(found.group(1))) : Optional.empty();
  }

  private static String unescaped(String html) {
    return html.replace("&#x3D;", "=")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static WebSettings settings() {
    return new WebSettings(
        new WebSettings.Listen("127.0.0.1", 0),
        Optional.empty(),
        new WebSettings.NoTls(),
        new WebSettings.Brand("Keyturn", Optional.empty(), Accent.DEFAULT),
        Optional.empty());
  }

  private static void fail(Error error) {
    throw error;
  }
}
