package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import java.util.Optional;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * A reset. One modification carries password and flag; but a policy that asks for a change after
 * every reset adds the flag behind ours, so that a person who need not change takes a second one.
 * Whoever is stopped in between must change: nobody is left without a way in, and {@link #finished}
 * takes the flag away when it is reconciled.
 */
final class OpenDjReset {

  private final Entries entries;

  OpenDjReset(Entries entries) {
    this.entries = entries;
  }

  WriteResult apply(Write write, PasswordChange.Reset reset) {
    WriteResult result = new AssertedWrite(entries).apply(write);
    boolean flagged =
        result instanceof WriteResult.Rejected rejected
            && rejected.reason().equals(WriteResult.NOT_AS_WRITTEN);
    return flagged && !reset.mustChange() ? withoutFlag(write, result) : result;
  }

  /** After a lost answer: the password is the agent's, and the flag may still be there. */
  Authorship finished(Write write, Authorship.Ours ours) {
    WriteResult result = withoutFlag(write, new WriteResult.Applied(ours.now()));
    return result instanceof WriteResult.Applied applied
        ? new Authorship.Ours(applied.after())
        : new Authorship.CannotTell("the password is set, and must be changed: " + result);
  }

  /** The flag alone, only if nothing else happened since: else it may be somebody's own. */
  private WriteResult withoutFlag(Write write, WriteResult otherwise) {
    try {
      Optional<Entry> now = entries.at(write.dn());
      if (now.isEmpty()
          || !entries.vocabulary().id(now.get()).equals(Optional.of(write.id()))
          || !entries.vocabulary().mustChange(now.get())) {
        return otherwise;
      }
      ModifyRequest request =
          new ModifyRequest(write.dn(), Vocabulary.replace(OpenDjState.RESET, "FALSE"));
      request.addControl(new AssertionRequestControl(OpenDjState.exactly(now.get()), true));
      entries.target().link().modify(request);
      return entries.readBack(write);
    } catch (LDAPException e) {
      return e.getResultCode().equals(ResultCode.ASSERTION_FAILED)
          ? entries.whyNot(write)
          : new WriteResult.Unknown("the password is set, and must be changed: " + e.getMessage());
    }
  }
}
