package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Finding;

/**
 * What the agent's own account may suffer from: limits that cut answers, and policies of people.
 */
final class Ds389AgentExamination {

  static final List<String> LIMITS =
      List.of("nsSizeLimit", "nsLookThroughLimit", "nsPagedSizeLimit", "nsPagedLookThroughLimit");

  private final Target target;
  private final Ds389Policies policies;

  Ds389AgentExamination(Target target, Ds389Policies policies) {
    this.target = target;
    this.policies = policies;
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    try {
      Optional<Entry> own = own();
      if (own.isPresent()) {
        all.add(limits(own.get()));
        all.add(policy(own.get()));
      } else { // Directory Manager, who has none, or it is hidden from the agent itself
        all.add(
            Finding.warn(
                "agent",
                target.settings().bindDn() + " is no entry that the agent can read",
                "give the agent an account of its own, with no more rights than it needs, and let"
                    + " it read that"));
      }
      all.add(counted());
    } catch (LDAPException e) {
      throw Failures.read(e, "reading the agent's own entry");
    }
    return all;
  }

  private Optional<Entry> own() throws LDAPException {
    List<String> attributes = new ArrayList<>(LIMITS);
    attributes.add(Ds389State.POINTER);
    attributes.add(Ds389State.EXPIRES);
    try {
      return target
          .link()
          .search(
              new SearchRequest(
                  target.settings().bindDn(),
                  SearchScope.BASE,
                  "(objectClass=*)",
                  attributes.toArray(String[]::new)))
          .getSearchEntries()
          .stream()
          .findFirst()
          .map(e -> (Entry) e);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Too small, they end a search of one indexed range early, with a success. */
  private static Finding limits(Entry own) {
    List<String> limited =
        LIMITS.stream().filter(a -> !"-1".equals(own.getAttributeValue(a))).toList();
    return limited.isEmpty()
        ? Finding.ok("limits", "the agent reads without limit")
        : Finding.warn(
            "limits",
            "the server may cut what the agent reads, and call it a success: "
                + String.join(", ", limited)
                + " is not -1",
            Mend.replaceAll(own.getDN(), limited, "-1"));
  }

  private Finding policy(Entry own) {
    String subject = "agent's password";
    Optional<PasswordPolicy> policy =
        policies.inForce(own.getAttributeValue(Ds389State.POINTER)).resolved();
    if (policy.isEmpty()) {
      return Finding.warn(subject, "under a policy that the agent cannot read", mend(own));
    }
    PasswordPolicy p = policy.get();
    if (p.maxAge().isPresent() && !Ds389State.NEVER.equals(date(own))) {
      return Finding.warn(subject, "expires by " + p.dn(), mend(own));
    }
    if (p.mustChange()) {
      return Finding.warn(
          subject,
          "whoever resets it shuts the agent out: passwordMustChange is on on " + p.dn(),
          mend(own));
    }
    return Finding.ok(subject, "never expires by " + p.dn());
  }

  /** A policy of the agent's own. */
  private String mend(Entry own) {
    String policy = "cn=keyturn-policy," + target.suffix();
    return "with ldapmodify, as an administrator:\ndn: "
        + policy
        + "\nchangetype: add\nobjectClass: top\nobjectClass: ldapsubentry\nobjectClass:"
        + " passwordPolicy\ncn: keyturn-policy\npasswordExp: off\npasswordMustChange: off\n\n"
        + Mend.replace(own.getDN(), Ds389State.POINTER, policy)
            .lines()
            .skip(1)
            .collect(Collectors.joining("\n"));
  }

  private static String date(Entry own) {
    String date = own.getAttributeValue(Ds389State.EXPIRES);
    return date == null ? "" : date;
  }

  /** Without it two changes within one second look like one. */
  private Finding counted() throws LDAPException {
    String subject = "changes within a second";
    return counts()
        ? Finding.ok(subject, "told apart by entryusn")
        : Finding.warn(
            subject,
            "are not told apart: entries have no entryusn",
            "dsconf INSTANCE plugin usn enable, and restart the server");
  }

  /** What entries have of it may be left from when the plugin was on; the root DSE knows. */
  private boolean counts() throws LDAPException {
    return target
        .link()
        .search(new SearchRequest("", SearchScope.BASE, "(objectClass=*)", "lastusn"))
        .getSearchEntries()
        .stream()
        .flatMap(rootDse -> rootDse.getAttributes().stream())
        .anyMatch(a -> a.getBaseName().equalsIgnoreCase("lastusn"));
  }
}
