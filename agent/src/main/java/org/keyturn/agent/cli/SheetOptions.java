package org.keyturn.agent.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.password.OpenPgp;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.run.SheetFolder;
import org.keyturn.agent.run.SheetKeys;
import org.keyturn.agent.run.SheetOrder;
import org.keyturn.agent.run.SheetSettings;
import picocli.CommandLine.Option;

/**
 * Where the sheet of new passwords goes, and who can open it: {@code sheets} of the config, else
 * these.
 */
final class SheetOptions {

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "With --deliver sheet: the file, which must not exist yet.")
  @Nullable Path file;

  @Option(
      names = "--recipient",
      paramLabel = "KEYFILE",
      description = "With --deliver sheet: who can open it, a key of gpg --export. Several may.")
  List<Path> recipients = new ArrayList<>();

  @Option(
      names = "--sheet-passphrase-file",
      paramLabel = "FILE",
      description = "With --deliver sheet: who knows it can open it (- for standard input).")
  @Nullable Path passphraseFile;

  private @Nullable OpenPgp seal;
  private @Nullable Secret passphrase;

  boolean any() {
    return file != null || !recipients.isEmpty() || passphraseFile != null;
  }

  /** Everything that can be wrong with it is said before anybody is looked up. */
  void check(Desk desk, String deliver) {
    if (!deliver.equals("sheet")) {
      if (any()) {
        throw new InputException(
            "--sheet, --recipient and --sheet-passphrase-file go with --deliver sheet");
      }
      return;
    }
    SheetSettings configured = desk.config().sheets();
    if (file == null && configured.folder().isEmpty()) {
      throw new InputException(
          "--deliver sheet: say where, with --sheet FILE, or sheets.folder in the config");
    }
    if (file != null && Files.exists(file)) {
      throw new InputException(
          "--sheet " + file + ": exists already, and a sheet is never written over");
    }
    boolean typed = !recipients.isEmpty() || passphraseFile != null;
    List<Path> keys = typed ? recipients : configured.recipients();
    Optional<Secret> secret =
        typed ? passphrase(desk) : configured.passphrase().map(SecretSource::read);
    if (keys.isEmpty() && secret.isEmpty()) {
      throw new InputException(
          "--deliver sheet: say who can open it, with --recipient KEYFILE or"
              + " --sheet-passphrase-file FILE, or sheets.recipients in the config");
    }
    passphrase = secret.orElse(null);
    seal = SheetKeys.seal(keys, secret, desk.now());
  }

  private Optional<Secret> passphrase(Desk desk) {
    return Optional.ofNullable(passphraseFile)
        .map(f -> TypedPassword.read("--sheet-passphrase-file", f, desk.screen().in()));
  }

  /** What the run needs; empty where it has no sheet. */
  Optional<SheetOrder> order(Desk desk, PlanHeader header) {
    OpenPgp ready = seal;
    if (ready == null) {
      return Optional.empty();
    }
    Path place =
        file == null
            ? SheetFolder.file(desk.config().sheets().folder().orElseThrow(), header.id())
            : file;
    return Optional.of(new SheetOrder(place, ready, Optional.ofNullable(passphrase)));
  }

  void close() {
    if (passphrase != null) {
      passphrase.close();
    }
  }
}
