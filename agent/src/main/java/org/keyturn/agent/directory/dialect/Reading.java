package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;

/** How the accounts of one scan are read. Made for it, and used by one thread. */
public interface Reading {

  /** What to ask the server for, the identity first. */
  List<String> attributes();

  /** The entry with what {@link Dialect#state} and {@link Dialect#policyOf} need besides. */
  Entry complete(Entry entry);

  /** Everything comes with the entry. */
  static Reading of(List<String> attributes) {
    return new Reading() {
      @Override
      public List<String> attributes() {
        return attributes;
      }

      @Override
      public Entry complete(Entry entry) {
        return entry;
      }
    };
  }
}
