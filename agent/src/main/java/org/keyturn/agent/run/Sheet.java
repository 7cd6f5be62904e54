package org.keyturn.agent.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.Runs.Ownership;
import org.keyturn.agent.journal.SheetPlace;
import org.keyturn.agent.password.OpenPgp;

/**
 * What a run writes down for its operator, or nothing where nobody asked for a sheet.
 *
 * <p>A window's passwords are in a part of their own before they are sent; the sheet itself is
 * written from the ledger's sealed passwords once everybody is accounted for, and names those alone
 * whose password was set. Only when it is on disk does the ledger destroy its own.
 */
final class Sheet implements AutoCloseable {

  /** What the passphrase is sealed for, in place of an account. */
  private static final AccountId PASSPHRASE = new AccountId("passphrase of the sheet");

  private final Runs runs;
  private final Passwords passwords;
  private final Run run;
  private final Optional<SheetFile> file;
  private final Optional<Secret> passphrase;

  private Sheet(
      Runs runs,
      Passwords passwords,
      Run run,
      Optional<SheetFile> file,
      Optional<Secret> passphrase) {
    this.runs = runs;
    this.passwords = passwords;
    this.run = run;
    this.file = file;
    this.passphrase = passphrase;
  }

  /** The one that was begun with the run, by this process or an earlier one. */
  static Sheet of(Run run, Runs runs, Passwords passwords) {
    Optional<SheetPlace> place =
        run.options().deliver().equals("sheet") ? runs.sheet(run.id()) : Optional.empty();
    if (place.isEmpty()) {
      return new Sheet(runs, passwords, run, Optional.empty(), Optional.empty());
    }
    Optional<Secret> passphrase =
        place.get().passphrase().map(kept -> passwords.open(kept, run.id(), PASSPHRASE));
    String recipients = place.get().recipients();
    List<byte[]> certificates =
        recipients.isEmpty() ? List.of() : List.of(recipients.getBytes(UTF_8));
    SheetFile file =
        new SheetFile(
            Path.of(place.get().file()), OpenPgp.of(certificates, passphrase, run.startedAt()));
    return new Sheet(runs, passwords, run, Optional.of(file), passphrase);
  }

  /** Takes the place of a sheet, and says what a later process needs to complete it. */
  static SheetPlace reserve(SheetOrder order, String run, Passwords passwords) {
    SheetPlace place =
        new SheetPlace(
            order.file().toString(),
            order.seal().certificates(),
            order.passphrase().map(secret -> passwords.seal(secret, run, PASSPHRASE)));
    new SheetFile(order.file(), order.seal()).reserve();
    return place;
  }

  static void release(SheetOrder order) {
    new SheetFile(order.file(), order.seal()).release();
  }

  /** Called before the writes of a window are sent; returns when they are on disk. */
  void put(List<Prepared> writes) {
    List<SheetRow> rows = new ArrayList<>();
    for (Prepared p : writes) {
      if (p.write().change() instanceof PasswordChange.Reset reset) {
        rows.add(row(p.item(), reset.password()));
      }
    }
    if (!rows.isEmpty()) {
      file.ifPresent(f -> f.put(rows));
    }
  }

  /**
   * Everybody is accounted for: writes the sheet, and removes its parts.
   *
   * @throws org.keyturn.agent.journal.FencedException where another process took the run over: the
   *     sheet is its business
   */
  void complete(Ownership ownership) {
    file.ifPresent(
        f -> {
          f.replace(sink -> rows(sink, ownership), found -> found && stillOurs(ownership));
          f.removeParts();
        });
  }

  /** What is written under an old ownership changes nothing, and throws. */
  private boolean stillOurs(Ownership ownership) {
    runs.record(ownership, List.of());
    return true;
  }

  /**
   * The passwords are destroyed all at once, after the sheet is on disk.
   *
   * @return false where they are gone: the sheet that is there is the whole one
   */
  private boolean rows(Consumer<SheetRow> sink, Ownership ownership) {
    long[] found = new long[2];
    runs.items(
        run.id(),
        item -> {
          if (item.state() == Item.State.APPLIED) {
            Optional<byte[]> kept = runs.sealed(run.id(), item.seq());
            kept.ifPresent(k -> row(item, k, sink));
            found[kept.isPresent() ? 1 : 0]++;
          }
        });
    // Another process that took the run over destroys them meanwhile: then that is what is told.
    if (found[0] > 0 && found[1] > 0 && stillOurs(ownership)) {
      throw new IllegalStateException(
          "the sealed passwords of %d of %d accounts are gone; the parts of the sheet have them"
              .formatted(found[0], found[0] + found[1]));
    }
    return found[0] == 0;
  }

  private void row(Item item, byte[] kept, Consumer<SheetRow> sink) {
    try (Secret password = passwords.open(kept, run.id(), item.id())) {
      sink.accept(row(item, password));
    }
  }

  private static SheetRow row(Item item, Secret password) {
    return new SheetRow(item.login(), item.dn(), item.deliverTo().orElse(""), password);
  }

  @Override
  public void close() {
    passphrase.ifPresent(Secret::close);
  }
}
