package org.keyturn.agent.run;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Lifecycle;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs.Ownership;
import org.keyturn.agent.journal.Standing;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.RunIds;
import org.keyturn.agent.plan.Untouchables;

/**
 * One person's own password, written as every reset is: intent, guarded write, read-back, outcome;
 * a run of one account. What was proved is looked at here again, whatever the caller looked at, and
 * is spent in the transaction that puts the intent on disk. What a crash leaves behind is an
 * unfinished run like any other. Thread-safe.
 */
public final class OwnReset {

  /** How the run's password reaches the person: they chose it. */
  public static final String DELIVER = "own";

  private final Directory directory;
  private final Ledger ledger;
  private final Passwords passwords;
  private final Clock clock;
  private final Elsewhere elsewhere;

  /** Of people who have one account. */
  public OwnReset(Directory directory, Ledger ledger, Passwords passwords, Clock clock) {
    this(directory, ledger, passwords, clock, Elsewhere.NOWHERE);
  }

  /**
   * @param elsewhere where people have accounts that the same password is for
   */
  public OwnReset(
      Directory directory, Ledger ledger, Passwords passwords, Clock clock, Elsewhere elsewhere) {
    this.directory = directory;
    this.ledger = ledger;
    this.passwords = passwords;
    this.clock = clock;
    this.elsewhere = elsewhere;
  }

  /** How it ended. */
  public sealed interface Result {

    record Written() implements Result {}

    /**
     * The directory does not take this password; another may be tried with the same proof.
     *
     * @param detail the directory's words
     */
    record Refused(String detail) implements Result {}

    /** Surely not written, for a while: the proof is kept. */
    record Later() implements Result {}

    /**
     * The directory refuses for a reason that another password does not mend; the proof is spent.
     */
    record Failed() implements Result {}

    /** No proof, or not any more: nothing was written. */
    record NoProof() implements Result {}

    /** No answer came: it is settled by reading, and the person tries to sign in. */
    record Unsure() implements Result {}
  }

  /**
   * @param ticket the proof, as the caller read it
   * @param browser a hash of the browser's secret
   * @param password stays the caller's to close
   */
  public Result write(Ticket ticket, String browser, Secret password) {
    try {
      Optional<Account> account = entitled(ticket);
      return account.isPresent()
          ? write(ticket, browser, password, account.get())
          : new Result.NoProof();
    } catch (DirectoryException e) {
      return new Result.Later();
    }
  }

  /** The account as it is now, where the ticket is still good for it. */
  private Optional<Account> entitled(Ticket ticket) {
    if (!ticket.genuine() || ticket.step() != Ticket.Step.PROVED) {
      return Optional.empty();
    }
    Untouchables untouchables = Untouchables.of(directory, Optional.empty());
    return directory
        .read(new AccountId(ticket.subject()))
        .filter(account -> Standing.holds(ticket, account))
        .filter(account -> account.state().enabled())
        .filter(account -> untouchables.reasonFor(account).isEmpty());
  }

  private Result write(Ticket ticket, String browser, Secret password, Account account) {
    List<Elsewhere.There> others = elsewhere.of(directory, account);
    if (others.stream().anyMatch(OwnReset::isUntouchable)) {
      return new Result.NoProof();
    }
    List<String> ids = ids(others.size());
    Run run = run(ticket, account, directory, ids, 0);
    byte[] sealed = passwords.seal(password, run.id(), account.id());
    Item item = item(account, Optional.empty());
    List<Map.Entry<Run, Item>> later = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      Elsewhere.There there = others.get(i);
      later.add(
          Map.entry(
              run(ticket, account, there.directory(), ids, i + 1),
              item(there.account(), Optional.of(account.id()))));
    }
    Optional<Ownership> ownership =
        ledger.tickets().spend(ticket.id(), browser, run, item, sealed, later);
    if (ownership.isEmpty()) {
      return new Result.NoProof();
    }
    try {
      WriteResult answer =
          directory.apply(
              new Write(
                  account.id(),
                  account.dn(),
                  account.version(),
                  new PasswordChange.Reset(password, false)));
      return landed(run, item, account, sealed, ownership.get(), answer);
    } catch (RuntimeException e) {
      letGo(ownership.get(), e);
      throw e;
    }
  }

  private Result landed(
      Run run, Item item, Account account, byte[] sealed, Ownership ownership, WriteResult answer) {
    Outcome outcome = outcome(run, item, account, sealed, answer);
    ledger.runs().record(ownership, List.of(outcome));
    if (outcome.state() == Item.State.UNKNOWN) {
      // Whoever takes it up asks the directory first.
      ledger.runs().interrupt(ownership, "no answer");
      return new Result.Unsure();
    }
    ledger.runs().destroySealed(ownership);
    ledger.runs().finish(ownership);
    return result(run, answer);
  }

  private Outcome outcome(Run run, Item item, Account account, byte[] sealed, WriteResult answer) {
    if (answer instanceof WriteResult.Applied applied) {
      return Outcomes.applied(passwords, run, item, Optional.of(account), sealed)
          .leaving(applied.after());
    }
    if (answer instanceof WriteResult.Unreachable u) {
      // Nobody waits for it: the person tries again, under a run of its own.
      return new Outcome(item.seq(), Item.State.PARKED, u.reason(), u.detail(), Optional.empty());
    }
    return Outcomes.ended(item, answer);
  }

  private Result result(Run run, WriteResult answer) {
    if (answer instanceof WriteResult.Applied || answer instanceof WriteResult.AlreadySo) {
      return new Result.Written();
    }
    if (answer instanceof WriteResult.Stale) {
      return new Result.NoProof();
    }
    if (answer instanceof WriteResult.Rejected r) {
      if (!r.reason().startsWith(WriteResult.PASSWORD_REFUSED)) {
        return new Result.Failed();
      }
      ledger.tickets().giveBack(run.id());
      return new Result.Refused(r.detail());
    }
    ledger.tickets().giveBack(run.id());
    return new Result.Later();
  }

  private static boolean isUntouchable(Elsewhere.There there) {
    return Untouchables.of(there.directory(), Optional.empty())
        .reasonFor(there.account())
        .isPresent();
  }

  /** Its own, and one for each other directory. */
  private List<String> ids(int others) {
    Set<String> ids = new LinkedHashSet<>();
    while (ids.size() <= others) {
      ids.add(RunIds.next(clock.instant()));
    }
    return List.copyOf(ids);
  }

  private Run run(Ticket ticket, Account account, Directory where, List<String> ids, int place) {
    return new Run(
        ids.get(place),
        Optional.empty(),
        Action.RESET,
        where.info().name(),
        where.info().url(),
        "self:" + account.login(),
        ticket.purpose() == Ticket.Purpose.CLAIM ? "claimed by link" : "forgot the password",
        "",
        new Run.Options(
            false,
            place == 0 ? DELIVER : PlanOptions.LINKED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Lifecycle.NONE,
            Remit.EVERYONE,
            ids.size() == 1 ? List.of() : ids),
        1,
        Run.State.OPEN,
        clock.instant(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The first one's password is there from the start: a later process has the same, and another
   * directory gets it from there.
   */
  private static Item item(Account account, Optional<AccountId> person) {
    return new Item(
        0,
        account.id(),
        account.dn(),
        account.login(),
        "identity-proved",
        account.version(),
        Item.State.PLANNED,
        "",
        "",
        0,
        Optional.empty(),
        Optional.empty(),
        person.isEmpty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        person);
  }

  private void letGo(Ownership ownership, RuntimeException why) {
    try {
      ledger.runs().interrupt(ownership, "failed: " + why.getClass().getSimpleName());
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }
}
