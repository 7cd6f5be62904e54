package org.keyturn.agent.directory;

import java.util.List;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;

/**
 * Where accounts stand in the tree and which groups name them: what has to be recorded and undone
 * when somebody leaves, and again when they come back. Thread-safe; writes as {@link
 * Directory#apply}.
 */
public interface Placement {

  /**
   * The groups below the naming context that name the account directly.
   *
   * @throws DirectoryException where they cannot be searched
   */
  List<Membership> membershipsOf(Account account);

  /** Adds the value; already so where it is there. */
  WriteResult join(Membership membership);

  /**
   * Takes the value out; already so where it is not there. A group that must not be empty keeps its
   * last member: rejected as {@code last-member}.
   */
  WriteResult leave(Membership membership);

  /**
   * Moves the entry below another parent, name and identity kept. Stale where it is no longer at
   * {@code dn}; rejected as {@code name-taken} or {@code no-such-parent}.
   */
  WriteResult move(AccountId id, String dn, String parent);
}
