package org.keyturn.agent.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.ShownCertificates;

/** What {@code init} asks on a terminal, and refuses without one. */
final class InitQuestions {

  private final Screen screen;
  private final BufferedReader lines;

  InitQuestions(Screen screen) {
    this.screen = screen;
    this.lines = new BufferedReader(new InputStreamReader(screen.in(), Charset.defaultCharset()));
  }

  boolean trusts(String url, ShownCertificates shown) {
    screen.warn(url + " shows a certificate that this machine does not trust by itself.");
    PrintStream err = screen.err();
    err.println(
        "    " + (shown.isAuthority() ? "authority    " : "its own      ") + shown.subject());
    String until = Words.date(shown.from()) + " until " + Words.date(shown.until());
    err.println("    valid        " + until);
    err.println("    SHA-256      " + String.join("\n                 ", shown.fingerprint(16)));
    err.println(
        "  Compare it with what the server's administrator says. Where its certificates are:");
    err.println("    openssl x509 -noout -fingerprint -sha256 -in ca.pem");
    return answer("It is the same, trust it? [y/N] ").toLowerCase(Locale.ROOT).matches("y|yes");
  }

  String bindDn() {
    if (!screen.canAsk()) {
      throw new InputException(
          "--bind-dn is missing, and there is no terminal to ask on: the DN of the service account");
    }
    return answer("DN of the service account: ").strip();
  }

  /** Not shown while it is typed. */
  Secret password() {
    Console console = screen.canAsk() ? System.console() : null;
    char[] typed = console == null ? null : console.readPassword("Its password: ");
    if (typed == null) {
      throw new InputException(
          "--password-file is missing, and there is no terminal to ask on: a file, or - for standard"
              + " input");
    }
    try {
      if (typed.length == 0) {
        throw new InputException("the password is empty: nobody signs in with that");
      }
      return Secret.copyOf(typed);
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private String answer(String question) {
    screen.err().print(question);
    screen.err().flush();
    try {
      String line = lines.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
