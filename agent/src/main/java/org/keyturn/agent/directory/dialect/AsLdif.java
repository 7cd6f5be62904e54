package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.util.List;
import java.util.function.Function;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.LdifChange;
import org.keyturn.agent.directory.Write;

/**
 * The same modifications that a write sends, with the same guard, as a file takes them. There is
 * none for a reset: its password is made when it is sent, and a file is no place for it.
 */
final class AsLdif {

  private AsLdif() {}

  /** How a family of servers guards its modifications. */
  record Guarded(List<Modification> modifications, List<Control> controls) {}

  static LdifChange of(
      Vocabulary vocabulary, Write write, Function<List<Modification>, Guarded> guard) {
    Action action = write.change().action();
    if (action == Action.RESET) {
      return LdifChange.none("a file is no place for a password");
    }
    Order order = vocabulary.order(write.change(), write.expected());
    if (order.rejected().isPresent()) {
      return LdifChange.none(
          order.rejected().get().reason() + ": " + order.rejected().get().detail());
    }
    Guarded guarded = guard.apply(order.modifications());
    return LdifChange.of(
        new LDIFModifyChangeRecord(write.dn(), guarded.modifications(), guarded.controls())
                .toLDIFString()
            + "\n");
  }
}
