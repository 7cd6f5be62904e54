package org.keyturn.agent.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.config.FirstFiles;
import org.keyturn.agent.web.Accent;
import org.keyturn.agent.web.FirstRunPages;
import org.keyturn.agent.web.WebServer;
import org.keyturn.agent.web.WebSettings;

/** {@code init --serve}: the same on pages, for one browser of this machine, until it is done. */
final class InitServing {

  /** For what the last page loads. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Screen screen;
  private final FirstFiles files;
  private final int port;

  InitServing(Screen screen, FirstFiles files, int port) {
    this.screen = screen;
    this.files = files;
    this.port = port;
  }

  int run(String url, String bindDn) {
    Clock clock = Clock.systemUTC();
    try (BrowserSetup setup = new BrowserSetup(files, url, bindDn)) {
      FirstRunPages pages = new FirstRunPages(setup, clock);
      try (WebServer server =
          WebServer.open(settings(), clock, List.of(pages), InitServing::fail)) {
        server.start();
        screen.out().println(server.address() + pages.path());
        screen.out().flush();
        screen.note(
            "Open this address in a browser on this machine: it lets one in, once. Ctrl-C ends.");
        if (!pages.awaitEnd()) {
          screen.fail("nobody was there for 15 minutes: nothing was written, start it again");
          return Exit.INPUT;
        }
        Thread.sleep(GRACE.toMillis());
      }
      screen.note("Wrote " + files.config() + ". Next: " + FirstSetup.next(files.config()));
      return Exit.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    }
  }

  private WebSettings settings() {
    return new WebSettings(
        new WebSettings.Listen("127.0.0.1", port),
        Optional.empty(),
        new WebSettings.NoTls(),
        new WebSettings.Brand("Keyturn", Optional.empty(), Accent.DEFAULT),
        Optional.empty());
  }

  private static void fail(Error error) {
    throw error;
  }
}
