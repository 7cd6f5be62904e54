package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Finding;

/**
 * What {@code check} looks at on OpenDJ. Rights are tried under its No-Op control, which goes
 * through all checks and then writes nothing; what a privilege lets through is read from the
 * agent's own entry.
 */
final class OpenDjExamination {

  /** Not the one of OpenLDAP, which has an OID of its own for the same. */
  private static final String NO_OP = "1.3.6.1.4.1.4203.1.10.2";

  private static final String SERVER_DEFAULT =
      "cn=Default Password Policy,cn=Password Policies,cn=config";

  private static final String ROOT_USERS = ",cn=root dns,cn=config";

  private static final String[] OWN = {
    "ds-privilege-name", "ds-rlim-size-limit", "ds-rlim-lookthrough-limit"
  };

  private final Target target;
  private final Policies policies;
  private final OpenDjVocabulary vocabulary;
  private final OpenDjRights rights;

  OpenDjExamination(Target target, Policies policies, OpenDjVocabulary vocabulary) {
    this.target = target;
    this.policies = policies;
    this.vocabulary = vocabulary;
    this.rights = new OpenDjRights(target);
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    if (isRoot()) {
      all.add(
          Finding.warn(
              "agent",
              target.settings().bindDn() + " is a root user of the server, who may do everything",
              "give the agent an account of its own, with no more rights than it needs"));
    } else {
      all.addAll(rights());
      all.addAll(privileges());
    }
    all.addAll(new OpenDjPolicyExamination(target, policies, vocabulary).findings());
    policies.defaultPolicy().ifPresent(policy -> all.add(policyRights(policy)));
    return all;
  }

  /**
   * Its name is an alias, its entry shows none of what it may, and what it is asked of its rights
   * it answers by the rules for everybody else, which do not hold for it.
   */
  private boolean isRoot() {
    try {
      ExtendedResult answer =
          target.link().with(c -> c.processExtendedOperation(new WhoAmIExtendedRequest()));
      return answer instanceof WhoAmIExtendedResult who
          && who.getAuthorizationID() != null
          && who.getAuthorizationID().toLowerCase(Locale.ROOT).endsWith(ROOT_USERS);
    } catch (LDAPException e) {
      return false;
    }
  }

  private List<Finding> rights() {
    Optional<String> sample = target.sampleAccount();
    if (sample.isEmpty()) {
      return target.nobody();
    }
    String dn = sample.get();
    List<Finding> all = new ArrayList<>();
    all.add(right(dn, OpenDjState.RESET, "TRUE"));
    all.add(right(dn, OpenDjState.DISABLED, "true"));
    all.add(right(dn, OpenDjState.POINTER, SERVER_DEFAULT));
    all.addAll(rights.on(dn));
    all.add(visible(dn));
    return all;
  }

  private Finding right(String dn, String attribute, String value) {
    String subject = "rights: " + attribute;
    Modification modification = Vocabulary.replace(attribute, value);
    Optional<LDAPException> refusal = tried(new ModifyRequest(dn, modification));
    return refusal
        .map(
            e ->
                e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
                    ? Finding.fail(
                        subject, "may not be written by the agent", rights.aci(attribute))
                    : Finding.warn(
                        subject,
                        "cannot be tried: " + Failures.said(e),
                        Mend.add(
                            target.suffix(),
                            "aci",
                            "(targetcontrol=\""
                                + NO_OP
                                + "\")(version 3.0; acl \"keyturn tries\"; allow (read) "
                                + rights.userdn()
                                + ";)")))
        .orElseGet(() -> Finding.ok(subject, "may be written"));
  }

  /** Without the policy in force, nothing of an account can be judged. */
  private Finding visible(String dn) {
    String subject = "rights: " + OpenDjState.IN_FORCE;
    try {
      Entry entry =
          target
              .link()
              .search(
                  new SearchRequest(
                      dn,
                      SearchScope.BASE,
                      "(objectClass=*)",
                      OpenDjState.IN_FORCE,
                      OpenDjState.POINTER))
              .getSearchEntry(dn);
      boolean shown =
          entry != null
              && (entry.hasAttribute(OpenDjState.IN_FORCE)
                  || entry.hasAttribute(OpenDjState.POINTER));
      return shown
          ? Finding.ok(subject, "may be read")
          : Finding.fail(subject, "is not shown to the agent", rights.visibility());
    } catch (LDAPException e) {
      throw Failures.read(e, "reading an account");
    }
  }

  private List<Finding> privileges() {
    Optional<Entry> own = own();
    List<Finding> all = new ArrayList<>();
    all.add(privilege(own, "password-reset", "sets nobody's password, unlocks and expires nobody"));
    all.add(
        privilege(own, "unindexed-search", "asks in vain who must change or expires (result 50)"));
    all.add(privilege(own, "subentry-write", "creates and changes no policy"));
    for (String limit : List.of("ds-rlim-size-limit", "ds-rlim-lookthrough-limit")) {
      String subject = "limit: " + limit;
      all.add(
          own.filter(e -> "0".equals(e.getAttributeValue(limit))).isPresent()
              ? Finding.ok(subject, "none")
              : Finding.warn(
                  subject,
                  "not known to be off: a scan of many accounts ends early (result 4 or 11)",
                  Mend.replace(target.settings().bindDn(), limit, "0")));
    }
    return all;
  }

  private Finding privilege(Optional<Entry> own, String privilege, String otherwise) {
    String subject = "privilege: " + privilege;
    return own.filter(e -> e.hasAttributeValue(OWN[0], privilege)).isPresent()
        ? Finding.ok(subject, "given")
        : Finding.warn(
            subject,
            "not seen: without it the agent " + otherwise,
            Mend.add(target.settings().bindDn(), OWN[0], privilege));
  }

  private Optional<Entry> own() {
    try {
      return target
          .link()
          .search(
              new SearchRequest(
                  target.settings().bindDn(), SearchScope.BASE, "(objectClass=*)", OWN))
          .getSearchEntries()
          .stream()
          .findFirst()
          .map(e -> (Entry) e);
    } catch (LDAPException e) {
      return Optional.empty();
    }
  }

  private Finding policyRights(PasswordPolicy policy) {
    String subject = "rights: policies";
    if (policies.form().isConfigured(policy.dn())) {
      return Finding.warn(
          subject,
          policy.dn() + " stands in cn=config: policy set and policy sync will be refused",
          "change it with dsconfig set-password-policy-prop, or give the accounts a pwdPolicy"
              + " subentry of their own");
    }
    return tried(
            new ModifyRequest(
                policy.dn(),
                Vocabulary.replace("pwdExpireWarning", Long.toString(policy.warn().toSeconds()))))
        .map(
            e ->
                Finding.warn(
                    subject,
                    "may not be written: policy set and policy sync will be refused ("
                        + Failures.said(e)
                        + ")",
                    Mend.add(
                        target.suffix(),
                        "aci",
                        "(target=\"ldap:///"
                            + target.suffix()
                            + "\")(targetfilter=\"(objectClass=pwdPolicy)\")(targetattr=\"*\")"
                            + "(version 3.0; acl \"keyturn policies\"; allow (add,write) "
                            + rights.userdn()
                            + ";)")))
        .orElseGet(() -> Finding.ok(subject, "may be written"));
  }

  /** The refusal, where there is one. */
  private Optional<LDAPException> tried(ModifyRequest request) {
    request.addControl(new Control(NO_OP, true));
    try {
      LDAPResult result = target.link().modify(request);
      return result.getResultCode().equals(ResultCode.NO_OPERATION)
          ? Optional.empty()
          : Optional.of(new LDAPException(result));
    } catch (LDAPException e) {
      return e.getResultCode().equals(ResultCode.NO_OPERATION) ? Optional.empty() : Optional.of(e);
    }
  }
}
