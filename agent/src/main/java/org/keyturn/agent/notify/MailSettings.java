package org.keyturn.agent.notify;

import java.nio.file.Path;
import java.util.Optional;
import org.keyturn.agent.account.SecretSource;

/**
 * How mail leaves.
 *
 * @param from the sender's address
 * @param organisation the name that people know the sender by
 * @param help where to ask, as a sentence or address shown in each mail
 * @param templates a folder of templates that override the built-in ones, file by file
 */
public record MailSettings(
    Way way, String from, String organisation, Optional<String> help, Optional<Path> templates) {

  /** Where messages go first. */
  public sealed interface Way {
    /** For people: {@code the folder /var/lib/keyturn/mail}. */
    String describe();
  }

  /**
   * Each message becomes an {@code .eml} file (RFC 5322).
   *
   * @param path made where it is missing
   */
  public record Folder(Path path) implements Way {
    @Override
    public String describe() {
      return "the folder " + path;
    }
  }

  /** How a connection to a mail server is protected. */
  public enum Security {
    /** RFC 3207; a server that does not offer it is told nothing. */
    STARTTLS,
    /** RFC 8314: from the first byte. */
    TLS,
    /** On this machine alone. */
    NONE
  }

  /**
   * A mail server (RFC 5321).
   *
   * @param login whom it knows this sender as; empty: nobody signs in
   * @param trust PEM certificates; empty: the JVM's trust store
   * @param dkim how mail is signed; empty: that is the server's business
   */
  public record Smtp(
      String host,
      int port,
      Security security,
      Optional<Login> login,
      Optional<Path> trust,
      Optional<Dkim> dkim)
      implements Way {

    /** To a server that signs by itself, if anybody does. */
    public Smtp(
        String host, int port, Security security, Optional<Login> login, Optional<Path> trust) {
      this(host, port, security, login, trust, Optional.empty());
    }

    @Override
    public String describe() {
      return host + ":" + port;
    }
  }

  /** User and password at a mail server. */
  public record Login(String user, SecretSource password) {}
}
