package org.keyturn.agent.run;

import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.notify.Messages;

/** Turns what the directory answered into what the ledger records. */
final class Outcomes {

  static final String NO_ADDRESS = "no-recovery-address";

  private Outcomes() {}

  /** Written, with the message that is owed for it. */
  static Outcome applied(Run run, Item item, Optional<Account> account, byte[] sealed) {
    return new Outcome(item.seq(), Item.State.APPLIED, "", "", message(run, item, account, sealed));
  }

  /**
   * As above, for a write that was found in the directory, whose account was not read yet.
   *
   * @param now what the entry looks like
   */
  static Outcome found(Directory directory, Run run, Item item, byte[] sealed, EntryVersion now) {
    if (!owesMail(run)) {
      return applied(run, item, Optional.empty(), sealed).leaving(now);
    }
    Optional<Account> account = directory.read(item.id());
    if (account.isEmpty()) {
      return new Outcome(item.seq(), Item.State.SKIPPED, "gone", "", Optional.empty());
    }
    return canBeTold(run, item, account.get())
        ? applied(run, item, account, sealed).leaving(now)
        : new Outcome(
                item.seq(),
                Item.State.FAILED,
                NO_ADDRESS,
                "written, and nobody can be told any more: reset it again",
                Optional.empty())
            .leaving(now);
  }

  /** Whether a password that is written now reaches somebody. */
  static boolean canBeTold(Run run, Item item, Account account) {
    return !owesMail(run)
        || item.deliverTo().isPresent()
        || run.options().deliverTo().isPresent()
        || account.recoveryMail().isPresent();
  }

  static boolean owesMail(Run run) {
    return run.action() == Action.RESET && run.options().deliver().equals("mail");
  }

  private static Optional<NewMessage> message(
      Run run, Item item, Optional<Account> account, byte[] sealed) {
    if (!owesMail(run)) {
      return Optional.empty();
    }
    return account.flatMap(
        a ->
            item.deliverTo()
                .or(run.options()::deliverTo)
                .or(a::recoveryMail)
                .map(
                    to ->
                        Messages.passwordReset(
                            run.directory(),
                            run.id(),
                            item.seq(),
                            a,
                            to,
                            sealed,
                            run.options().mustChange())));
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
