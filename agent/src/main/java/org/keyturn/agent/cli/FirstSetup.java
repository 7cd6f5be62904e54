package org.keyturn.agent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.config.FirstConfig;
import org.keyturn.agent.config.FirstConfigException;
import org.keyturn.agent.config.FirstFiles;
import org.keyturn.agent.config.ServerAddress;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.FirstContact;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.ShownCertificates;
import org.keyturn.agent.directory.Survey;
import org.keyturn.agent.directory.Surveyor;

/**
 * The way to a first config, whether somebody walks it in a terminal or in a browser: meet the
 * server, trust it, sign in and look around, write. For one thread at a time.
 */
final class FirstSetup implements AutoCloseable {

  private static final String EXAMPLE = "write cn=keyturn,ou=services,dc=example,dc=com";

  /** As people sign in to a domain: a name, {@code NAME@DOMAIN} or {@code DOMAIN\\NAME}. */
  private static final Pattern LOGIN = Pattern.compile("(?:[\\w.-]+\\\\)?([\\w.-]+)(?:@[\\w.-]+)?");

  private static final SecretSource NOT_YET = source(Secret.of(""));

  private final FirstFiles files;

  /** Holds what is trusted while nothing is written yet. */
  private final Path pem;

  private final ServerAddress server;
  private Optional<String> trusted;

  /**
   * @param server where to look
   * @param trusted certificates as PEM; empty: the JVM's
   */
  FirstSetup(FirstFiles files, ServerAddress server, Optional<String> trusted) {
    this.files = files;
    this.server = server;
    this.trusted = trusted;
    try {
      this.pem = Files.createTempFile("keyturn-init", ".pem");
      if (trusted.isPresent()) {
        Files.writeString(pem, trusted.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ServerAddress server() {
    return server;
  }

  /** What is wrong with what was typed for the service account, with the mend; empty: nothing. */
  static Optional<String> wrongBindDn(String typed) {
    if (typed.isBlank()) {
      return Optional.of("is empty, and nobody changes passwords without signing in: " + EXAMPLE);
    } else if (NormalDn.isDn(typed)) {
      return Optional.empty();
    }
    Matcher login = LOGIN.matcher(typed);
    return Optional.of(
        login.matches()
            ? "is a login and no DN: "
                + EXAMPLE
                + "; a domain controller tells it by: dsquery user -samid "
                + login.group(1)
            : "is no DN: " + EXAMPLE);
  }

  /** What the server shows, where a person has to look at it first. */
  Optional<ShownCertificates> meet() {
    return FirstContact.with(settings("", NOT_YET));
  }

  void trust(ShownCertificates shown) {
    try {
      Files.writeString(pem, shown.pem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    trusted = Optional.of(shown.pem());
  }

  /**
   * @param base where to look; blank: everywhere
   */
  Survey survey(String bindDn, Secret password, String base) {
    DirectorySettings settings = settings(bindDn, source(password));
    DirectorySettings.Accounts anywhere = settings.accounts();
    return Surveyor.survey(
        settings.withAccounts(
            new DirectorySettings.Accounts(
                base,
                anywhere.filter(),
                anywhere.login(),
                anywhere.mail(),
                anywhere.recoveryMail(),
                anywhere.mobile())));
  }

  FirstConfig config(
      String bindDn, Survey survey, Survey.Proposal chosen, FirstConfig.Sender sender) {
    return new FirstConfig(server, trusted.isPresent(), bindDn, survey, chosen, sender);
  }

  void judge(FirstConfig config) throws FirstConfigException {
    files.judge(config, trusted);
  }

  /** What was written, the config last. */
  List<Path> write(FirstConfig config, Secret password) throws FirstConfigException {
    return files.write(config, password, trusted);
  }

  private DirectorySettings settings(String bindDn, SecretSource password) {
    return DirectorySettings.toLookAt(
        server.url(), server.tls(), trusted.map(text -> pem), bindDn, password);
  }

  /** Stays the caller's; what is read is a copy. */
  private static SecretSource source(Secret secret) {
    return new SecretSource() {
      @Override
      public Secret read() {
        return secret.copy();
      }

      @Override
      public String describe() {
        return "the password that was given";
      }
    };
  }

  /** What a server or a disk said, in a sentence; it is about the server unless it refused us. */
  static boolean refusedUs(DirectoryException e) {
    return e.kind() == DirectoryException.Kind.REFUSED && e.resultCode() > 0;
  }

  /** The command that comes next. */
  static String next(Path config) {
    return config.equals(InitCommand.USUAL)
        ? "keyturn check"
        : "keyturn -c " + Shell.quoted(config.toString()) + " check";
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(pem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
