package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.NormalDn;

/** The traps that policies of draft-behera set, wherever they stand. */
final class PolicyExamination {

  private static final String OWN_CHANGE = "pwdAllowUserChange";

  private final Target target;
  private final Policies policies;
  private final Optional<String> neverPolicy;
  private final Finding noDefault;
  private final boolean disablesByLock;

  /**
   * @param noDefault what is said where the default policy is not known
   * @param disablesByLock whether a disabled account is a locked one, which a policy may ignore
   */
  PolicyExamination(
      Target target,
      Policies policies,
      Optional<String> neverPolicy,
      Finding noDefault,
      boolean disablesByLock) {
    this.target = target;
    this.policies = policies;
    this.neverPolicy = neverPolicy;
    this.noDefault = noDefault;
    this.disablesByLock = disablesByLock;
  }

  /** Of servers that do not tell which policy is their default. */
  static PolicyExamination named(Target target, Policies policies, BeheraVocabulary vocabulary) {
    Finding noDefault =
        Finding.warn(
            "default policy",
            "the server does not tell its default policy: accounts without a pointer are skipped",
            "set directories." + target.settings().name() + ".default-policy to its DN");
    return new PolicyExamination(target, policies, vocabulary.neverPolicyDn(), noDefault, true);
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(policies.defaultDn().map(this::defaultPolicy).orElse(noDefault));
    all.add(neverPolicy());
    Set<NormalDn> forbidding = forbiddingOwnChange();
    for (PasswordPolicy policy : policies.all()) {
      all.addAll(traps(policy, forbidding.contains(NormalDn.of(policy.dn()))));
    }
    return all;
  }

  private Finding defaultPolicy(String dn) {
    String subject = "default policy";
    return policies.defaultPolicy().isPresent()
        ? Finding.ok(subject, dn)
        : Finding.fail(
            subject,
            dn + " is no password policy that the agent can read",
            "correct default-policy, or let the agent read it");
  }

  private Finding neverPolicy() {
    String subject = "never-expire policy";
    return neverPolicy
        .map(dn -> Finding.ok(subject, dn))
        .orElseGet(
            () ->
                Finding.warn(
                    subject,
                    "there is not just one policy without a maximum age",
                    "keyturn policy set never --max-age never, and name it in"
                        + " never-expire-policy"));
  }

  /** Under these, whoever must change a password can only stay outside. */
  private Set<NormalDn> forbiddingOwnChange() {
    Filter filter =
        Filter.createANDFilter(
            policies.form().filter(), Filter.createEqualityFilter(OWN_CHANGE, "FALSE"));
    SearchRequest request =
        new SearchRequest(target.suffix(), SearchScope.SUB, filter, SearchRequest.NO_ATTRIBUTES);
    try {
      return target.link().search(request).getSearchEntries().stream()
          .map(Entry::getDN)
          .map(NormalDn::of)
          .collect(Collectors.toUnmodifiableSet());
    } catch (LDAPException e) {
      return Set.of(); // who may not ask is told of the rest all the same
    }
  }

  private List<Finding> traps(PasswordPolicy policy, boolean forbidsOwnChange) {
    List<Finding> traps = new ArrayList<>();
    String subject = "policy: " + policy.name();
    if (!policy.mustChange()) {
      traps.add(
          Finding.warn(
              subject,
              "pwdMustChange is not TRUE: \"must change at next sign-in\" has no effect under it",
              mustChange(policy)));
    }
    if (disablesByLock && !policy.lockout()) {
      traps.add(
          Finding.warn(
              subject,
              "pwdLockout is not TRUE: a disabled account can still sign in under it (with"
                  + " pwdMaxFailure: 0, failures do not lock)",
              Mend.replace(policy.dn(), "pwdLockout", "TRUE")));
    }
    if (forbidsOwnChange) {
      traps.add(
          Finding.warn(
              subject,
              "pwdAllowUserChange is FALSE: whoever must change a password under it may not, and"
                  + " stays outside",
              Mend.replace(policy.dn(), OWN_CHANGE, "TRUE")));
    }
    return traps.isEmpty() ? List.of(Finding.ok(subject, policy.dn())) : traps;
  }

  private String mustChange(PasswordPolicy policy) {
    return policies.form().isConfigured(policy.dn())
        ? OpenDjConfigPolicy.mend(policy.name(), "force-change-on-reset")
        : Mend.replace(policy.dn(), "pwdMustChange", "TRUE");
  }
}
