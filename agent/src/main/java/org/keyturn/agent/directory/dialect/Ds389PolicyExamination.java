package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.NormalDn;

/** The traps that password policies of 389-DS set. */
final class Ds389PolicyExamination {

  private final Target target;
  private final Ds389Policies policies;

  Ds389PolicyExamination(Target target, Ds389Policies policies) {
    this.target = target;
    this.policies = policies;
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(standard());
    all.add(never());
    if (!policies.obeysLocal() && policies.all().stream().anyMatch(p -> !p.isGlobal())) {
      all.add(
          Finding.warn(
              "local policies",
              "are there, and the server does not look at them",
              Mend.replace(Ds389Policy.CONFIG, "nsslapd-pwpolicy-local", "on")));
    }
    Optional<NormalDn> own = ownPolicy();
    boolean root = isRoot();
    policies.all().stream()
        .filter(p -> p.isGlobal() || !own.equals(Optional.of(NormalDn.of(p.terms().dn()))))
        .forEach(p -> all.addAll(traps(p, root)));
    return all;
  }

  private Finding standard() {
    String subject = "default policy";
    return policies
        .standard()
        .map(p -> Finding.ok(subject, p.terms().dn()))
        .orElseGet(
            () ->
                Finding.fail(
                    subject,
                    "the agent may not read the policy on cn=config: accounts without one of their"
                        + " own are skipped",
                    Mend.add(
                        Ds389Policy.CONFIG,
                        "aci",
                        "(target = \"ldap:///cn=config\")(targetfilter ="
                            + " \"(objectClass=nsslapdConfig)\")(targetattr = \"objectClass || "
                            + String.join(" || ", Ds389Policy.SETTINGS)
                            + " || nsslapd-pwpolicy-local\")(version 3.0; acl \"keyturn:"
                            + " policy\"; allow (read, search, compare) userdn = \"ldap:///"
                            + target.settings().bindDn()
                            + "\";)")));
  }

  private Finding never() {
    String subject = "never-expire policy";
    return policies
        .neverExpires()
        .map(dn -> Finding.ok(subject, dn))
        .orElseGet(
            () ->
                Finding.warn(
                    subject,
                    "there is not just one local policy with passwordExp: off and"
                        + " passwordMustChange: on",
                    "keyturn policy set never --max-age never, and name it in"
                        + " never-expire-policy"));
  }

  /** The agent's own is meant to be without all that people's policies need. */
  private Optional<NormalDn> ownPolicy() {
    try {
      return target
          .link()
          .search(
              new SearchRequest(
                  target.settings().bindDn(),
                  SearchScope.BASE,
                  "(objectClass=*)",
                  Ds389State.POINTER))
          .getSearchEntries()
          .stream()
          .map(e -> e.getAttributeValue(Ds389State.POINTER))
          .filter(dn -> dn != null && NormalDn.isDn(dn))
          .map(NormalDn::of)
          .findFirst();
    } catch (LDAPException e) {
      return Optional.empty();
    }
  }

  /** Directory Manager, whose resets count as an administrator's under every policy. */
  private boolean isRoot() {
    try {
      return target
          .link()
          .search(
              new SearchRequest(
                  Ds389Policy.CONFIG, SearchScope.BASE, "(objectClass=*)", "nsslapd-rootdn"))
          .getSearchEntries()
          .stream()
          .map(e -> e.getAttributeValue("nsslapd-rootdn"))
          .anyMatch(
              dn ->
                  dn != null
                      && NormalDn.isDn(dn)
                      && NormalDn.of(dn).equals(NormalDn.of(target.settings().bindDn())));
    } catch (LDAPException e) {
      return false;
    }
  }

  private List<Finding> traps(Ds389Policy policy, boolean root) {
    String dn = policy.terms().dn();
    String subject = "policy: " + policy.terms().name();
    List<Finding> traps = new ArrayList<>();
    if (!policy.terms().mustChange()) {
      traps.add(
          Finding.warn(
              subject,
              "passwordMustChange is not on: \"must change at next sign-in\" has no effect under"
                  + " it",
              Mend.replace(dn, Ds389Policy.MUST_CHANGE, "on")));
    }
    if (!policy.tracksChanges()) {
      traps.add(
          Finding.warn(
              subject,
              "passwordTrackUpdateTime is not on: nobody knows when a password was set, and a"
                  + " change just before a write is seen less surely",
              Mend.replace(dn, Ds389Policy.TRACKS, "on")));
    }
    if (!root && !policy.admin().filter(this::isAgent).isPresent()) {
      traps.add(
          Finding.warn(
              subject,
              "passwordAdminDN is not the agent: a reset takes two writes, and a crash between"
                  + " them leaves a password that need not be changed until the run is resumed",
              Mend.replace(dn, Ds389Policy.ADMIN, target.settings().bindDn())));
    }
    if (traps.isEmpty()) {
      traps.add(Finding.ok(subject, dn));
    }
    return traps;
  }

  private boolean isAgent(String admin) {
    if (!NormalDn.isDn(admin)) {
      return false;
    }
    String agent = target.settings().bindDn();
    if (NormalDn.of(admin).equals(NormalDn.of(agent))) {
      return true;
    }
    try {
      Filter member =
          Filter.createORFilter(
              Filter.createEqualityFilter("member", agent),
              Filter.createEqualityFilter("uniqueMember", agent));
      return !target
          .link()
          .search(new SearchRequest(admin, SearchScope.BASE, member, "1.1"))
          .getSearchEntries()
          .isEmpty();
    } catch (LDAPException e) {
      return false;
    }
  }
}
