package org.keyturn.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.password.LengthUnit;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.PasswordJudge;
import org.keyturn.agent.plan.Accounts;
import org.keyturn.agent.plan.Selection;

/** A password that an operator chose, from a file or standard input. */
final class TypedPassword {

  /** More is no password. */
  private static final int LONGEST = 4096;

  private TypedPassword() {}

  /** The bytes as they are, but for one line end. */
  static Secret read(Path file, InputStream standardInput) {
    byte[] bytes;
    refuseOpenFile(file);
    try (InputStream in =
        file.toString().equals("-") ? standardInput : Files.newInputStream(file)) {
      bytes = in.readNBytes(LONGEST + 1);
    } catch (NoSuchFileException e) {
      throw new InputException("--password-file " + file + ": there is no such file");
    } catch (IOException e) {
      throw new InputException("--password-file " + file + ": " + e.getMessage());
    }
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\n') {
      length -= length > 1 && bytes[length - 2] == '\r' ? 2 : 1;
    }
    byte[] own = Arrays.copyOf(bytes, length);
    try {
      if (length == 0 || length > LONGEST) {
        throw new InputException(
            "--password-file " + file + (length == 0 ? ": is empty" : ": is too long"));
      }
      return Secret.ofUtf8(own);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(own, (byte) 0);
    }
  }

  /** A pipe is the shell's business; a file that others read holds no secret. */
  private static void refuseOpenFile(Path file) {
    try {
      if (Files.isRegularFile(file)
          && Files.getPosixFilePermissions(file).stream()
              .anyMatch(p -> !p.name().startsWith("OWNER"))) {
        throw new InputException(
            "--password-file " + file + ": others may read or write it; chmod 600 " + file);
      }
    } catch (IOException e) {
      throw new InputException("--password-file " + file + ": " + e.getMessage());
    }
  }

  /**
   * The agent's rights let it past the server's own rules, so that it must judge itself: by our
   * rules, by the length and history of the policy in force, and by what is known of the person.
   */
  static void judge(Desk desk, Secret password, Selection selection) {
    Account account = one(desk, selection);
    Directory directory = desk.directory();
    LengthUnit unit =
        directory.info().dialect().equals("openldap") ? LengthUnit.BYTES : LengthUnit.CHARACTERS;
    List<String> problems = new ArrayList<>();
    new PasswordJudge(desk.config().passwords())
        .judge(password, PasswordContext.of(account, unit))
        .forEach(v -> problems.add(v.sentence()));
    int history = account.policy().resolved().map(PasswordPolicy::history).orElse(0);
    if (history > 0 && directory.remembers(account.id(), password)) {
      problems.add("the password was used before; the directory remembers the last " + history);
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private static Account one(Desk desk, Selection selection) {
    if (selection.isSearch() || selection.keys().size() > 1) {
      throw new InputException("--password-file sets one password for one account; name just one");
    }
    List<Account> accounts = new ArrayList<>();
    Accounts.read(desk.directory(), selection, accounts::add);
    return accounts.get(0);
  }
}
