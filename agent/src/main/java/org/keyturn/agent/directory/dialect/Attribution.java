package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.directory.Write;

/**
 * Finds out who wrote what an entry has now. A server's own bookkeeping at a sign-in (a failure
 * counted, a success noted) may put its own name into {@code modifiersName}: then the signs are
 * unclear, and for a reset the proof is that the password signs in.
 */
final class Attribution {

  private static final String MODIFIER = "modifiersName";

  private final Entries entries;

  Attribution(Entries entries) {
    this.entries = entries;
  }

  Authorship of(Write write) {
    try {
      Optional<Entry> found = entries.byId(write.id());
      if (found.isEmpty()) {
        return new Authorship.Gone();
      }
      Entry entry = found.get();
      return write.change() instanceof PasswordChange.Reset reset
          ? ofReset(write, reset, entry)
          : ofFlag(write, entry);
    } catch (LDAPException e) {
      return new Authorship.CannotTell(Failures.said(e));
    }
  }

  private Authorship ofReset(Write write, PasswordChange.Reset reset, Entry entry) {
    if (entries.vocabulary().isAsPlanned(write.change(), write.expected(), entry)) {
      return new Authorship.Untouched(entries.version(entry));
    }
    NormalDn modifier = modifier(entry);
    boolean must = entries.vocabulary().mustChange(entry);
    if (isSelf(modifier, entry) && must != reset.mustChange()) {
      // Their own change took the flag away. With the flag as we wanted it they may have changed
      // something else of theirs since, and only the proof tells.
      return new Authorship.SomebodyElse("the person changed it");
    }
    if (isAgent(modifier) && (must == reset.mustChange() || isKeptOut(write, entry))) {
      return new Authorship.Ours(entries.version(entry));
    }
    return byProof(reset, entry);
  }

  /**
   * Nobody who was disabled all along has changed it themselves, and no sign-in can prove whose it
   * is; what else a reset writes may still be missing.
   */
  private boolean isKeptOut(Write write, Entry entry) {
    PasswordChange disabling = new PasswordChange.Flag(Action.DISABLE);
    return entries.isSo(disabling, entry)
        && entries.wasSo(new Write(write.id(), write.dn(), write.expected(), disabling));
  }

  private Authorship byProof(PasswordChange.Reset reset, Entry entry) {
    SignInResult result = entries.target().signIn().as(entry.getDN(), reset.password());
    if (result.passwordAccepted()) {
      return new Authorship.Ours(entries.version(entry));
    }
    return result.kind() == SignInResult.Kind.BAD_CREDENTIALS
        ? new Authorship.SomebodyElse("the password is another one")
        : new Authorship.CannotTell("signing in says " + result.kind());
  }

  private Authorship ofFlag(Write write, Entry entry) {
    if (entries.isSo(write.change(), entry)) {
      return new Authorship.Ours(entries.version(entry));
    }
    return entries.vocabulary().isAsPlanned(write.change(), write.expected(), entry)
        ? new Authorship.Untouched(entries.version(entry))
        : new Authorship.SomebodyElse("the entry is neither as it was nor as it should be");
  }

  private boolean isAgent(@Nullable NormalDn modifier) {
    return NormalDn.of(entries.target().settings().bindDn()).equals(modifier);
  }

  private static boolean isSelf(@Nullable NormalDn modifier, Entry entry) {
    return NormalDn.of(entry.getDN()).equals(modifier);
  }

  private static @Nullable NormalDn modifier(Entry entry) {
    String dn = entry.getAttributeValue(MODIFIER);
    return dn == null || !NormalDn.isDn(dn) ? null : NormalDn.of(dn);
  }
}
