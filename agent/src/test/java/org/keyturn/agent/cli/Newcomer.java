package org.keyturn.agent.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.config.FirstFiles;
import org.keyturn.agent.web.Accent;
import org.keyturn.agent.web.FirstRunPages;
import org.keyturn.agent.web.WebServer;
import org.keyturn.agent.web.WebSettings;
import org.keyturn.embedded.EmbeddedLdapServer;

/** Somebody without a config: the pages that lead to one, before a directory of five people. */
public final class Newcomer implements AutoCloseable {

  private final EmbeddedLdapServer directory = EmbeddedLdapServer.builder().users(5).start();
  private final BrowserSetup setup;
  private final FirstRunPages pages;
  private final WebServer server;

  /**
   * @param file where the config will stand
   */
  public Newcomer(Path file) {
    setup = new BrowserSetup(new FirstFiles(file, false), directory.ldapsUrl(), "");
    pages = new FirstRunPages(setup, Clock.systemUTC());
    WebSettings settings =
        new WebSettings(
            new WebSettings.Listen("127.0.0.1", 0),
            Optional.empty(),
            new WebSettings.NoTls(),
            new WebSettings.Brand("Keyturn", Optional.empty(), Accent.DEFAULT),
            Optional.empty());
    server =
        WebServer.open(
            settings,
            Clock.systemUTC(),
            List.of(pages),
            error -> {
              throw error;
            });
    server.start();
  }

  public String address() {
    return server.address();
  }

  /** What the terminal printed, below the address. */
  public String path() {
    return pages.path();
  }

  public String bindDn() {
    return directory.serviceAccountDn();
  }

  public String password() {
    return directory.serviceAccountPassword();
  }

  @Override
  public void close() {
    server.close();
    setup.close();
    directory.close();
  }
}
