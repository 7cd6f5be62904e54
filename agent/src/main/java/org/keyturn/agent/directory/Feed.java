package org.keyturn.agent.directory;

import java.util.Set;
import org.keyturn.agent.account.AccountId;

/**
 * Tells which accounts may have changed. It may name too many, never too few; a deleted one may be
 * named or not. Thread-safe.
 */
public interface Feed {

  /** One that remembers nothing. */
  Feed NONE = cookie -> new Changes.FullPassNeeded("the server tells no changes", "");

  /** What came after a cookie. */
  sealed interface Changes {

    /**
     * Where to go on from next time; blank where there is no going on. It stands for the moment
     * before this was read: what changes meanwhile comes next time.
     */
    String cookie();

    /**
     * @param accounts those that were added, changed or moved since
     */
    record Some(Set<AccountId> accounts, String cookie) implements Changes {
      public Some {
        accounts = Set.copyOf(accounts);
      }
    }

    /**
     * Everything is to be looked at.
     *
     * @param why for people
     */
    record FullPassNeeded(String why, String cookie) implements Changes {}
  }

  /**
   * @param cookie one that this feed gave out before, for the same directory; blank: none
   * @throws DirectoryException where the directory cannot be read
   */
  Changes since(String cookie);
}
