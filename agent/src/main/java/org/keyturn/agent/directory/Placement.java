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
   * What an entry holds of these attributes; one that it has not is left out.
   *
   * @throws DirectoryException where the entry cannot be read
   */
  List<HeldValues> held(String dn, List<String> attributes);

  /**
   * Takes these very values out of the entry. Already so where none of them is there; stale where
   * some are, or what nobody recorded would go with them.
   */
  WriteResult clear(String dn, HeldValues values);

  /** Puts these values into the entry, byte for byte; already so where they are all there. */
  WriteResult restore(String dn, HeldValues values);

  /**
   * Whether something stands at a DN that the agent can see.
   *
   * @throws DirectoryException where that cannot be told
   */
  boolean exists(String dn);

  /**
   * Moves the entry below another parent, name and identity kept. Stale where it is no longer at
   * {@code dn}; rejected as {@code name-taken} or {@code no-such-parent}.
   */
  WriteResult move(AccountId id, String dn, String parent);

  /**
   * Everything that would bring an entry back by {@code ldapmodify}, as LDIF (RFC 2849), but for
   * its password.
   *
   * @param home where it is to stand
   * @param also values that it had there
   * @param groups that named it there
   * @throws DirectoryException where the entry cannot be read
   */
  String ldif(String dn, String home, List<HeldValues> also, List<Membership> groups);

  /**
   * Deletes the entry of somebody who is disabled. Already so where it is gone; stale where it is
   * no longer where it was seen, or enabled; rejected where it has entries below it. A server that
   * knows assertions (RFC 4528) looks itself as it deletes; with any other there is a moment
   * between.
   *
   * @param seen as it was looked at right before
   */
  WriteResult delete(Account seen);

  /** Where an entry would stand below another parent, its name kept. */
  static String below(String dn, String parent) {
    return DnText.below(dn, parent);
  }

  static String parentOf(String dn) {
    return DnText.parentOf(dn);
  }

  /** Whether an entry stands below another, at any depth. */
  static boolean isBelow(String dn, String ancestor) {
    return DnText.isBelow(dn, ancestor);
  }
}
