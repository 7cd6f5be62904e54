package org.keyturn.agent.run;

import java.util.List;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Directory;

/** The accounts that somebody has in other directories. */
@FunctionalInterface
public interface Elsewhere {

  /** None. */
  Elsewhere NOWHERE = (home, account) -> List.of();

  /** One of them. */
  record There(Directory directory, Account account) {}

  /**
   * @throws org.keyturn.agent.directory.DirectoryException where one of the directories is away
   */
  List<There> of(Directory home, Account account);
}
