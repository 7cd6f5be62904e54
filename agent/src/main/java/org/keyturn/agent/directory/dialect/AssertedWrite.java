package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.LdifChange;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * A guarded write in one round trip: the whole change under an assertion (RFC 4528) of what the
 * entry must still be, which brings back how it looks afterwards (RFC 4527).
 */
final class AssertedWrite {

  private final Entries entries;

  AssertedWrite(Entries entries) {
    this.entries = entries;
  }

  /**
   * @param controls that this change needs besides
   */
  WriteResult apply(Write write, Control... controls) {
    if (entries.wasSo(write)) { // an assertion of the old state would let it through for nothing
      return entries.whyNot(write);
    }
    if (write.change() instanceof PasswordChange.Reset reset) {
      return reset
          .password()
          .withUtf8(
              password ->
                  send(write, entries.vocabulary().reset(password, reset.mustChange()), controls));
    }
    Order order = entries.vocabulary().order(write.change(), write.expected());
    return order.rejected().isPresent()
        ? order.rejected().get()
        : send(write, order.modifications(), controls);
  }

  /** The same, for a file; what comes back afterwards is nobody's there. */
  LdifChange ldif(Write write) {
    return AsLdif.of(
        entries.vocabulary(),
        write,
        wanted ->
            new AsLdif.Guarded(
                wanted,
                List.of(
                    new AssertionRequestControl(unchanged(entries.vocabulary(), write), true))));
  }

  private WriteResult send(Write write, List<Modification> wanted, Control... controls) {
    ModifyRequest request = new ModifyRequest(write.dn(), wanted);
    request.addControls(controls);
    request.addControl(new AssertionRequestControl(unchanged(entries.vocabulary(), write), true));
    request.addControl(PostRead.of(write, entries));
    try {
      LDAPResult result = entries.target().link().modify(request);
      Entry after = PostRead.in(result);
      return after == null
          ? new WriteResult.Unknown("written, and the server did not say what it looks like now")
          : entries.judge(write, after);
    } catch (LDAPException e) {
      ResultCode code = e.getResultCode();
      return code.equals(ResultCode.ASSERTION_FAILED) || code.equals(ResultCode.NO_SUCH_OBJECT)
          ? entries.whyNot(write)
          : entries.target().refused(e, request);
    }
  }

  /** What must still hold, built from values. */
  static Filter unchanged(Vocabulary vocabulary, Write write) {
    List<Filter> all = new ArrayList<>();
    vocabulary.byId(write.id()).ifPresent(all::add);
    for (String attribute : vocabulary.guarded(write.change(), write.expected())) {
      all.add(
          write
              .expected()
              .get(attribute)
              .map(value -> Filter.createEqualityFilter(attribute, value))
              .orElseGet(() -> Filter.createNOTFilter(Filter.createPresenceFilter(attribute))));
    }
    return Filter.createANDFilter(all);
  }
}
