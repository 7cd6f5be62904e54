package org.keyturn.agent.lifecycle;

import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.RemovalStep;
import org.keyturn.agent.journal.RemovalStep.State;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Runs.Ownership;

/**
 * The step that gives the account a password that nobody is told. Taken again after a crash, it
 * first asks whether the password is there: a server that keeps a history refuses it twice.
 */
final class Scrambling {

  /** How often somebody may write to the account between its reading and the write. */
  private static final int TRIES = 3;

  private final Directory directory;
  private final Removals removals;
  private final Ownership ownership;

  Scrambling(Directory directory, Removals removals, Ownership ownership) {
    this.directory = directory;
    this.removals = removals;
    this.ownership = ownership;
  }

  WriteResult take(RemovalStep step, AccountId id, Secret password) {
    PasswordChange.Reset reset = new PasswordChange.Reset(password, true);
    WriteResult result = new WriteResult.Stale("gone", "the entry does not exist any more");
    for (int i = 0; i < TRIES && result instanceof WriteResult.Stale; i++) {
      Optional<Account> now = directory.read(id);
      if (now.isEmpty()) {
        return result;
      }
      if (i == 0 && step.state() == State.INTENT && step.before().isPresent()) {
        Authorship author =
            directory.whoWrote(new Write(id, now.get().dn(), step.before().get(), reset));
        if (author instanceof Authorship.Ours) {
          return new WriteResult.AlreadySo();
        }
        if (author instanceof Authorship.CannotTell c) {
          return new WriteResult.Unknown(c.detail());
        }
      }
      removals.intendPassword(ownership, id, step, now.get().version());
      result = directory.apply(new Write(id, now.get().dn(), now.get().version(), reset));
    }
    return result;
  }
}
