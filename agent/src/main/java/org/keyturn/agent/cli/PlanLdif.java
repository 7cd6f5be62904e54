package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.LdifChange;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlannedAccount;
import org.keyturn.agent.plan.Printable;

/**
 * A plan as a file for {@code ldapmodify}: the same modifications under the same guard, one account
 * after the other. Nothing is kept in a ledger of what it does.
 */
final class PlanLdif {

  private PlanLdif() {}

  /** What no file can hold is refused before anything is read. */
  static void check(Action action) {
    if (action == Action.RESET) {
      throw new InputException(
          "-o ldif: a reset's passwords are made when it is carried out, and a file is no place for"
              + " them. Keep the plan with -f plan.json and keyturn apply it, or plan force-change");
    }
    if (action == Action.PURGE) {
      throw new InputException(
          "-o ldif: what is deleted is sealed first, which a file cannot do. Keep the plan with"
              + " -f plan.json and keyturn apply it");
    }
    if (action == Action.REMOVE || action == Action.RESTORE) {
      throw new InputException(
          "-o ldif: a removal, and the way back, is several writes with a record between them, which a file cannot keep."
              + " Keep the plan with -f plan.json and keyturn apply it");
    }
    if (!action.writes()) {
      throw new InputException("-o ldif: " + action.id() + " writes nothing to the directory");
    }
  }

  private static PasswordChange change(Action action, PlannedAccount account) {
    return action == Action.SPREAD
        ? new PasswordChange.Spread(account.endsAt().orElseThrow())
        : new PasswordChange.Flag(action);
  }

  /** Returns how many accounts are not in the file. */
  static long print(Screen screen, Directory directory, Plan plan) {
    PrintStream out = screen.out();
    PlanHeader h = plan.header();
    out.print("version: 1\n");
    out.printf(
        Locale.ROOT,
        "# %s: plan %s of %s, read from %s at %s%n"
            + "# Records are guarded: one whose entry changed since is refused (122 or 16), and left"
            + " alone.%n"
            + "# ldapmodify -c -f FILE, with the rights of the agent's account. -c goes on after a"
            + " refusal.%n%n",
        Words.act(h.action(), h.changes()),
        h.id(),
        Printable.line(h.directory()),
        Printable.line(h.server()),
        h.createdAt());
    long missing = 0;
    try (PlanCursor accounts = plan.accounts()) {
      while (accounts.hasNext()) {
        PlannedAccount a = accounts.next();
        if (a.verdict() != PlannedAccount.Verdict.CHANGE) {
          continue;
        }
        LdifChange change =
            directory.ldif(new Write(a.id(), a.dn(), a.before(), change(h.action(), a)));
        if (change.objection().isEmpty()) {
          out.print(change.text());
        } else {
          missing++;
          out.printf(
              "# not in this file: %s: %s%n%n",
              Printable.line(a.dn()), Printable.line(change.objection()));
        }
      }
    }
    out.flush();
    return missing;
  }
}
