package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.NormalDn;

/** What {@code check} looks at in a domain: rights, policies, and the traps that AD sets. */
final class AdExamination {

  private final Target target;
  private final AdPolicies policies;

  AdExamination(Target target, AdPolicies policies) {
    this.target = target;
    this.policies = policies;
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    try {
      AdDelegation delegation = AdDelegation.of(target, policies);
      all.addAll(new AdRights(target, delegation).findings());
      all.add(ownPassword());
      all.add(Finding.ok("spread", "not offered here: " + AdVocabulary.NO_DATE));
      all.addAll(policyRights(delegation));
      all.add(clearText());
      policies.head().ifPresent(head -> all.add(age("policy: default", head, "maxPwdAge")));
      all.addAll(settingsObjects());
    } catch (LDAPException e) {
      throw Failures.read(e, "looking at rights and policies");
    }
    return all;
  }

  /** An agent whose own password expires stops one day, with all that hangs on it. */
  private Finding ownPassword() throws LDAPException {
    String subject = "agent's own password";
    if (!NormalDn.isDn(target.settings().bindDn())) {
      return Finding.ok(subject, "not looked at: the bind name is no DN");
    }
    Optional<Entry> self =
        entry(
            target.settings().bindDn(),
            AdState.CONTROL,
            AdState.CHANGED,
            AdState.EXPIRES,
            "sAMAccountName");
    String login = self.map(e -> value(e, "sAMAccountName")).orElse("");
    return self.filter(e -> AdState.has(e, AdState.NO_AGE)).isPresent()
        ? Finding.ok(subject, "never expires")
        : self.map(e -> AdTime.instant(e.getAttributeValue(AdState.EXPIRES)))
            .orElse(Optional.empty())
            .map(
                at ->
                    Finding.warn(
                        subject,
                        "expires at " + at,
                        "renew it before, or: samba-tool user setexpiry "
                            + login
                            + " --noexpiry; Windows: Set-ADUser "
                            + login
                            + " -PasswordNeverExpires $true"))
            .orElseGet(() -> Finding.ok(subject, "no end in sight"));
  }

  private List<Finding> policyRights(AdDelegation delegation) throws LDAPException {
    List<Finding> all = new ArrayList<>();
    boolean age =
        entry(policies.domain(), AdRights.WRITABLE)
            .filter(e -> AdRights.allows(e, "maxPwdAge"))
            .isPresent();
    all.add(
        age
            ? Finding.ok("rights: domain policy", "may be written")
            : Finding.warn(
                "rights: domain policy",
                "may not be written: policy set and policy sync will be refused",
                delegation.domainAge()));
    policies.forget();
    if (!policies.complete()) {
      all.add(
          Finding.warn(
              "rights: password settings objects",
              policies.container()
                  + " cannot be read: whose policy is one of its objects is shown without it, and"
                  + " a scan for what expires reads every account",
              delegation.readSettings()));
      return all;
    }
    boolean create =
        entry(policies.container(), "allowedChildClassesEffective")
            .map(e -> e.getAttributeValues("allowedChildClassesEffective"))
            .filter(v -> Arrays.stream(v).anyMatch("msDS-PasswordSettings"::equalsIgnoreCase))
            .isPresent();
    all.add(
        create
            ? Finding.ok("rights: password settings objects", "may be read and made")
            : Finding.warn(
                "rights: password settings objects",
                "may be read, and not made: policy set of a new one will be refused",
                delegation.writeSettings()));
    return all;
  }

  /** With AD, {@code userPassword} is an attribute like another: stored in clear, and shown. */
  private Finding clearText() throws LDAPException {
    String subject = "passwords: clear text";
    SearchRequest request =
        new SearchRequest(
            target.settings().accounts().base(),
            SearchScope.SUB,
            Filter.createPresenceFilter("userPassword"),
            SearchRequest.NO_ATTRIBUTES);
    request.setSizeLimit(1);
    Optional<String> found;
    try {
      found =
          target.link().search(request).getSearchEntries().stream().findFirst().map(Entry::getDN);
    } catch (LDAPSearchException e) {
      if (!e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        throw e;
      }
      found = e.getSearchEntries().stream().findFirst().map(Entry::getDN);
    }
    return found
        .map(
            dn ->
                Finding.warn(
                    subject,
                    "somebody wrote userPassword, which AD stores in clear and shows: on "
                        + dn
                        + ", and perhaps on others",
                    "delete the attribute (filter (userPassword=*)) and treat what it holds as"
                        + " leaked; a password is set by unicodePwd"))
        .orElseGet(() -> Finding.ok(subject, "none is visible in userPassword"));
  }

  private List<Finding> settingsObjects() {
    List<Finding> all = new ArrayList<>();
    Map<String, String> byPrecedence = new HashMap<>();
    for (Entry pso : policies.settingsObjects()) {
      String subject = "policy: " + Objects.requireNonNullElse(pso.getAttributeValue("cn"), "?");
      String precedence = value(pso, "msDS-PasswordSettingsPrecedence");
      @Nullable String rival = byPrecedence.put(precedence, pso.getDN());
      if (rival != null) {
        all.add(
            Finding.warn(
                subject,
                "has the precedence of "
                    + rival
                    + " ("
                    + precedence
                    + "): which one wins is decided by their GUIDs",
                "give each password settings object a precedence of its own"));
      }
      if (!pso.hasAttribute("msDS-PSOAppliesTo")) {
        all.add(
            Finding.warn(
                subject,
                "applies to nobody",
                "add a user or a global group to msDS-PSOAppliesTo of " + pso.getDN()));
      }
      all.add(age(subject, pso, "msDS-MaximumPasswordAge"));
    }
    return all;
  }

  private static Finding age(String subject, Entry policy, String attribute) {
    Optional<Duration> age = AdTime.interval(policy.getAttributeValue(attribute));
    if (age.filter(a -> a.compareTo(AdTime.SAMBA_NONE) <= 0).isPresent()) {
      return Finding.warn(
          subject,
          attribute + " is a day or less, which Samba takes for \"never expires\"",
          "set it to more than a day on " + policy.getDN());
    }
    return Finding.ok(
        subject,
        age.map(a -> "maximum age " + a.toDays() + " days").orElse("passwords never expire"));
  }

  private static String value(Entry entry, String attribute) {
    return Objects.requireNonNullElse(entry.getAttributeValue(attribute), "");
  }

  private Optional<Entry> entry(String dn, String... attributes) throws LDAPException {
    try {
      return target
          .link()
          .search(
              new SearchRequest(
                  dn, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), attributes))
          .getSearchEntries()
          .stream()
          .findFirst()
          .map(e -> e);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
