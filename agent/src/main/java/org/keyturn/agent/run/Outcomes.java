package org.keyturn.agent.run;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Standing;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.notify.Messages;

/** Turns what the directory answered into what the ledger records. */
final class Outcomes {

  /** A password that nobody is told, and a way to choose another. */
  static final String LINK = "link";

  private static final Set<String> TELLING = Set.of("mail", LINK, OwnReset.DELIVER);

  static final String NO_ADDRESS = "no-recovery-address";

  private Outcomes() {}

  /** Written, with what is owed for it. */
  static Outcome applied(
      Passwords passwords, Run run, Item item, Optional<Account> account, byte[] sealed) {
    Outcome plain = new Outcome(item.seq(), Item.State.APPLIED, "", "", Optional.empty());
    return tellsPerson(run) && account.isPresent()
        ? owing(plain, passwords, run, item, account.get(), sealed)
        : plain;
  }

  private static Outcome owing(
      Outcome plain, Passwords passwords, Run run, Item item, Account account, byte[] sealed) {
    if (run.options().deliver().equals(OwnReset.DELIVER)) {
      return plain.telling(
          Messages.passwordChanged(
              run.directory(), run.id(), item.seq(), account, passwords.ways()));
    }
    Optional<String> to = address(run, item, account);
    // Who was disabled before they were removed is disabled again, and has no use for a password.
    if (to.isEmpty() || (run.action() == Action.RESTORE && !account.state().enabled())) {
      return plain;
    }
    return run.options().deliver().equals(LINK)
        ? claimed(plain, passwords.claim(), run, account, to.get())
        : plain.telling(
            List.of(
                Messages.passwordReset(
                    run.directory(),
                    run.id(),
                    item.seq(),
                    account,
                    to.get(),
                    sealed,
                    run.options().mustChange())));
  }

  private static Outcome claimed(Outcome plain, Claim claim, Run run, Account account, String to) {
    return plain
        .telling(List.of(way(plain.seq(), claim, run, account, to)))
        .claimedBy(
            Ticket.claim(
                claim.ticket(),
                run.directory(),
                account.id().value(),
                account.login(),
                Standing.addresses(account),
                claim.now(),
                claim.until()));
  }

  private static NewMessage way(long seq, Claim claim, Run run, Account account, String to) {
    String from = run.directory();
    ZoneId zone = ZoneId.systemDefault();
    return run.action() == Action.RESTORE
        ? Messages.accountRestored(
            from, run.id(), seq, account, to, claim.ticket(), claim.until(), zone)
        : Messages.passwordClaim(
            from, run.id(), seq, account, to, claim.ticket(), claim.until(), zone);
  }

  private static Optional<String> address(Run run, Item item, Account account) {
    return item.deliverTo().or(run.options()::deliverTo).or(account::recoveryMail);
  }

  /**
   * As above, for a write that was found in the directory, whose account was not read yet.
   *
   * @param now what the entry looks like
   */
  static Outcome found(
      Directory directory,
      Passwords passwords,
      Run run,
      Item item,
      byte[] sealed,
      EntryVersion now) {
    if (!tellsPerson(run)) {
      return applied(passwords, run, item, Optional.empty(), sealed).leaving(now);
    }
    Optional<Account> account = directory.read(item.id());
    if (account.isEmpty()) {
      return new Outcome(item.seq(), Item.State.SKIPPED, "gone", "", Optional.empty());
    }
    return canBeTold(run, item, account.get())
        ? applied(passwords, run, item, account, sealed).leaving(now)
        : new Outcome(
                item.seq(),
                Item.State.FAILED,
                NO_ADDRESS,
                "written, and nobody can be told any more: reset it again",
                Optional.empty())
            .leaving(now);
  }

  /**
   * Whether a password that is written now reaches somebody; who is back can be given one later.
   */
  static boolean canBeTold(Run run, Item item, Account account) {
    return !tellsPerson(run)
        || run.action() == Action.RESTORE
        || run.options().deliver().equals(OwnReset.DELIVER)
        || address(run, item, account).isPresent();
  }

  /** Whether somebody is told of a password that was set, or is to be chosen. */
  static boolean tellsPerson(Run run) {
    return (run.action() == Action.RESET || run.action() == Action.RESTORE)
        && TELLING.contains(run.options().deliver());
  }

  /** Everything that is an end but {@code Applied}. */
  static Outcome ended(Item item, WriteResult result) {
    if (result instanceof WriteResult.AlreadySo) {
      return new Outcome(item.seq(), Item.State.ALREADY_SO, "already-so", "", Optional.empty());
    }
    if (result instanceof WriteResult.Stale s) {
      return new Outcome(item.seq(), Item.State.SKIPPED, "stale", detail(s), Optional.empty());
    }
    if (result instanceof WriteResult.Rejected r) {
      String detail = r.detail() + " (result " + r.resultCode() + ")";
      // Whoever is to be written elsewhere was not refused: the same run works against that server.
      Item.State state =
          r.reason().equals(WriteResult.REFERRAL) ? Item.State.PARKED : Item.State.FAILED;
      return new Outcome(item.seq(), state, r.reason(), detail, Optional.empty());
    }
    if (result instanceof WriteResult.Unknown u) {
      return new Outcome(item.seq(), Item.State.UNKNOWN, "unknown", u.detail(), Optional.empty());
    }
    return new Outcome(item.seq(), Item.State.PLANNED, "", "", Optional.empty());
  }

  private static String detail(WriteResult.Stale stale) {
    return stale.detail().isEmpty() ? stale.reason() : stale.reason() + ": " + stale.detail();
  }
}
