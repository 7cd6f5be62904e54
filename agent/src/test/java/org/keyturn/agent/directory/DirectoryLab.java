package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;

/**
 * A real server for the contract tests, and a way around our own code to look at it and to bring it
 * into a state. Its people may read one another; its default policy ends a password after 90 days,
 * warns 14 days before, takes eight characters, and locks for a quarter of an hour after ten
 * failures.
 */
public interface DirectoryLab extends AutoCloseable {

  /** The password that people are added with. */
  String OLD = "Old-passw0rd-1";

  String dialect();

  Set<Trait> traits();

  default boolean has(Trait trait) {
    return traits().contains(trait);
  }

  // --- where it is -------------------------------------------------------------------------

  int port();

  int ldapsPort();

  /** The CA that signed the server's certificate. */
  Path ca();

  String bindDn();

  Secret bindPassword();

  /** Where {@link Directories} reads {@link #bindPassword()}. */
  default SecretSource bindSource() {
    return new SecretSource() {
      @Override
      public Secret read() {
        return bindPassword();
      }

      @Override
      public String describe() {
        return "the lab's bind password";
      }
    };
  }

  /**
   * A connection as nobody, over which this server takes passwords; verified by {@link #ca()} where
   * it is protected. The caller closes it.
   */
  default LDAPConnection connect() throws LDAPException {
    return Wire.protectedTo(this);
  }

  /** The administrator's connection. Whoever closes it gets another one the next time. */
  LDAPConnection root();

  // --- what stands where -------------------------------------------------------------------

  default String suffix() {
    return "dc=example,dc=com";
  }

  /** The base of the accounts. */
  default String people() {
    return "ou=people," + suffix();
  }

  /** Where removed people go. */
  default String former() {
    return "ou=former," + suffix();
  }

  /** An attribute of many values that the agent may write, beside the state of passwords. */
  default String alias() {
    return "uid";
  }

  /** An attribute that the agent may not write. */
  default String foreign() {
    return "sn";
  }

  /** Whether an attribute is about the password, or a stamp that every write moves. */
  default boolean isState(String attribute) {
    return attribute.equals("userpassword");
  }

  default String groups() {
    return "ou=groups," + suffix();
  }

  /** An entry above the policies, which is no place for accounts. */
  String policies();

  DirectorySettings.Accounts accounts();

  /** What the config says of the default policy; empty where the server tells it. */
  Optional<String> defaultPolicyDn();

  /** A policy under which passwords never expire, where {@link Trait#NEVER_EXPIRE_BY_POLICY}. */
  default Optional<String> neverPolicyDn() {
    return Optional.empty();
  }

  /** The DN of a policy of that name, there or not. */
  String policyNamed(String name);

  /** The RDN of a person of that login. */
  RDN naming(String login);

  default String dnOf(String login) throws LDAPException {
    return new DN(naming(login), new DN(people())).toString();
  }

  /** A person of the lab whom the config protects. */
  default String breakGlass() throws LDAPException {
    return dnOf("breakglass");
  }

  /** A character that takes four bytes in UTF-8, or where a server has none of those, another. */
  default String widest() {
    return "😀";
  }

  // --- bringing it into a state ------------------------------------------------------------

  /**
   * A new person below {@link #people()} with the password {@link #OLD}, a mail address, and
   * nothing that keeps them from signing in.
   *
   * @return the DN
   */
  String addPerson(RDN rdn, String login, Attribute... more) throws LDAPException;

  /** An account that is no more than one. */
  void addBareAccount(String base, String login) throws LDAPException;

  /** An entry that may hold accounts. */
  default String addPlace(String name) throws LDAPException {
    String dn = "ou=" + name + "," + people();
    root().add(dn, new Attribute("objectClass", "organizationalUnit"), new Attribute("ou", name));
    return dn;
  }

  /** A group of members in the usual form. */
  String addGroup(String name, String... members) throws LDAPException;

  /** A group with one member in another form that the server has. */
  String addOtherGroup(String name, String member) throws LDAPException;

  /** Adds a member that makes two groups hold each other. */
  default void addMember(String group, String member) throws LDAPException {
    root().modify(group, new Modification(ModificationType.ADD, "member", member));
  }

  default void delete(String dn) throws LDAPException {
    root().delete(dn);
  }

  /**
   * @return the new DN
   */
  default String rename(String dn, String login) throws LDAPException {
    root().modifyDN(dn, naming(login).toString(), true);
    return new DN(naming(login), new DN(dn).getParent()).toString();
  }

  /** Makes the password look as if set so long ago; only where {@link Trait#AGE_CAN_BE_SET}. */
  void age(String dn, Duration age) throws LDAPException;

  /** Gives an entry the age that another showed, as far as this server lets anybody. */
  void ageLike(String dn, Entry other) throws LDAPException;

  /** An administrator sets a password; the person need not change it. */
  void setPassword(String dn, String password) throws LDAPException;

  void makeMustChange(String dn) throws LDAPException;

  /** As an administrator without our code would. */
  void disableByHand(String dn) throws LDAPException;

  void enableByHand(String dn) throws LDAPException;

  /** By the one means that this server has: a mark, or a policy. */
  void neverExpireByHand(String dn) throws LDAPException;

  /** By wrong passwords, as many as it takes. */
  default void lockOut(String dn) {
    for (int i = 0; i < 12; i++) {
      bindAs(dn, "wrong");
    }
  }

  /**
   * A policy like the default, but for its maximum age and whether it locks.
   *
   * @return the DN
   */
  String addPolicy(String name, Duration maxAge, boolean lockout) throws LDAPException;

  /**
   * A policy that takes twelve characters, as many kinds of them as this server can ask for, and
   * none of the last three passwords.
   *
   * @return the DN
   */
  String addDemandingPolicy(String name) throws LDAPException;

  /** Under it, a day lies between two changes of one's own. */
  default void minimumAge(String policy) throws LDAPException {
    root().modify(policy, new Modification(ModificationType.REPLACE, "pwdMinAge", "86400"));
  }

  void underPolicy(String dn, String policy) throws LDAPException;

  default void deletePolicy(String dn) throws LDAPException {
    root().delete(dn);
  }

  /**
   * Ways of bringing a new person into each state that its attributes can tell, the odd ones too;
   * at least one of them must change the password.
   */
  Map<String, OnPerson> oddStates();

  interface OnPerson {
    void bring(String dn) throws LDAPException;
  }

  // --- looking at it -----------------------------------------------------------------------

  /** The entry with everything that the server shows of it. */
  default Entry raw(String dn) throws LDAPException {
    return root().getEntry(dn, "*", "+");
  }

  /** The lasting identity as {@link org.keyturn.agent.account.AccountId} spells it. */
  String identity(String dn) throws LDAPException;

  boolean showsMustChange(String dn) throws LDAPException;

  /** Whether failures keep the person out, or are still counted. */
  boolean showsFailures(String dn) throws LDAPException;

  /** The password as it is stored, where anybody may see it. */
  Optional<String> storedPassword(String dn) throws LDAPException;

  /** Whether a policy holds how long before the end people are warned. */
  default boolean storesWarnings() {
    return true;
  }

  /** The warning of a policy as it is stored. */
  Optional<Duration> storedWarning(String policy) throws LDAPException;

  /** What changes by itself while nobody writes. */
  default Set<String> bookkeeping() {
    return Set.of();
  }

  /** The result of a bind as a person. */
  default ResultCode bindAs(String dn, String password) {
    try (LDAPConnection connection = connect()) {
      return connection.bind(dn, password).getResultCode();
    } catch (LDAPException e) {
      return e.getResultCode();
    }
  }

  /** The person's own change, also of a password that must be changed. */
  void changeOwn(String dn, String old, String chosen) throws LDAPException;

  // --- what it is called -------------------------------------------------------------------

  /** What of the server a person without rights is told to lack for an action. */
  String lacking(Action action);

  /** The findings that somebody without any rights gets, {@code rights: …} → level. */
  Map<String, Finding.Level> findingsWithoutRights();

  /** What the policy's setting is called that makes "must change" count. */
  default String mustChangeSetting() {
    return "";
  }

  @Override
  void close();
}
