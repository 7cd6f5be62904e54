package org.keyturn.agent.recovery;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.Violation;
import org.keyturn.agent.run.OwnReset;

/**
 * The last step: whoever proved who they are chooses a password. Everything that the steps before
 * found is looked at again, for what changed meanwhile. Thread-safe.
 */
final class Choosing {

  private final People people;
  private final Recovery.Desk desk;

  Choosing(People people, Recovery.Desk desk) {
    this.people = people;
    this.desk = desk;
  }

  Chosen choose(String ticket, String browser, Secret password) {
    Optional<Ticket> proved = proved(ticket, browser);
    Optional<Account> account = proved.flatMap(this::account);
    if (proved.isEmpty() || account.isEmpty() || !mayStill(proved.get(), account.get())) {
      return new Chosen.Over();
    }
    List<Violation> violations = judge(proved.get(), account.get(), password);
    if (!violations.isEmpty()) {
      // One who pressed twice was judged against the password that the first press set.
      return proved(ticket, browser).isPresent()
          ? new Chosen.Refused(violations)
          : new Chosen.Over();
    }
    OwnReset.Result result =
        people.reset(proved.get().directory()).write(proved.get(), browser, password);
    desk.outbox().run();
    return chosen(result);
  }

  private Optional<Ticket> proved(String ticket, String browser) {
    return desk.tickets()
        .live(ticket, browser)
        .filter(t -> t.step() == Ticket.Step.PROVED && t.genuine());
  }

  private Optional<Account> account(Ticket ticket) {
    AccountId id = new AccountId(ticket.subject());
    return people.ask(ticket.directory(), directory -> directory.read(id));
  }

  /** Who became an admin meanwhile needs what admins need. */
  private boolean mayStill(Ticket ticket, Account account) {
    Help help = people.help(ticket.directory(), account);
    return ticket.purpose() == Ticket.Purpose.CLAIM
        || (help.given() && ticket.proved().size() >= help.needed());
  }

  private List<Violation> judge(Ticket ticket, Account account, Secret password) {
    List<Violation> violations = desk.judge().judge(password, PasswordContext.of(account));
    return violations.isEmpty()
            && people.ask(ticket.directory(), d -> d.remembers(account.id(), password))
        ? List.of(new Violation("used-before", "The password was used before; choose another."))
        : violations;
  }

  private static Chosen chosen(OwnReset.Result result) {
    if (result instanceof OwnReset.Result.Written) {
      return new Chosen.Done();
    }
    if (result instanceof OwnReset.Result.Refused refused) {
      return new Chosen.Refused(
          List.of(new Violation("directory", "The directory refuses it: " + refused.detail())));
    }
    if (result instanceof OwnReset.Result.Later) {
      return new Chosen.Later();
    }
    if (result instanceof OwnReset.Result.Unsure) {
      return new Chosen.Unsure();
    }
    return result instanceof OwnReset.Result.Failed ? new Chosen.Failed() : new Chosen.Over();
  }
}
