package org.keyturn.agent.run;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.notify.Recipients;

/** What a manager is told of somebody who was removed, owed with the outcome. */
final class ManagerNews {

  private final Directory directory;
  private final Removals removals;
  private final Run run;

  ManagerNews(Directory directory, Removals removals, Run run) {
    this.directory = directory;
    this.removals = removals;
    this.run = run;
  }

  /** The outcome with the message that it owes; the same where the run tells nobody. */
  Outcome with(Item item, Outcome outcome) {
    return run.action() == Action.REMOVE && run.options().lifecycle().tellManager()
        ? message(item).map(m -> outcome.telling(List.of(m))).orElse(outcome)
        : outcome;
  }

  /**
   * A group that kept its last member makes no difference to whoever is told. A manager who left,
   * or has no address, is passed over.
   *
   * @throws org.keyturn.agent.directory.DirectoryException where the two cannot be read
   */
  private Optional<NewMessage> message(Item item) {
    Optional<AccountId> manager =
        removals
            .find(run.directory(), item.id())
            .filter(r -> r.run().equals(run.id()) && r.state() == Removal.State.REMOVED)
            .flatMap(Removal::manager)
            .filter(id -> !id.equals(item.id()));
    if (manager.isEmpty()) {
      return Optional.empty();
    }
    return directory
        .read(manager.get())
        .filter(reader -> reader.state().enabled())
        .flatMap(reader -> message(item, reader));
  }

  private Optional<NewMessage> message(Item item, Account reader) {
    Optional<Account> gone = directory.read(item.id());
    return Recipients.whileSignInWorks(reader)
        .filter(to -> gone.isPresent())
        .map(
            to ->
                Messages.accountRemoved(
                    run.directory(), run.id(), item.seq(), gone.get(), reader, to));
  }
}
