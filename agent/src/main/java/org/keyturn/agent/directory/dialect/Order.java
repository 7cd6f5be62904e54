package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Modification;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.directory.WriteResult;

/** The modifications that carry a change, or why there can be none. */
record Order(List<Modification> modifications, Optional<WriteResult.Rejected> rejected) {

  static Order of(Modification... modifications) {
    return new Order(List.of(modifications), Optional.empty());
  }

  /**
   * @param reason kebab-case, as shown in reports
   * @param detail what would help, for people
   */
  static Order rejected(String reason, String detail) {
    return new Order(List.of(), Optional.of(new WriteResult.Rejected(reason, -1, detail)));
  }
}
