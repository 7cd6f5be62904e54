package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Finding;

/** The traps that OpenDJ sets beyond the draft: subentries that overlap, and cn=config. */
final class OpenDjPolicyExamination {

  /** More policies than anybody has; a server that shows more is not asked on. */
  private static final int ENOUGH = 50;

  private final Target target;
  private final Policies policies;
  private final OpenDjVocabulary vocabulary;

  OpenDjPolicyExamination(Target target, Policies policies, OpenDjVocabulary vocabulary) {
    this.target = target;
    this.policies = policies;
    this.vocabulary = vocabulary;
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    Finding noDefault =
        Finding.warn(
            "default policy",
            "no one subentry covers "
                + target.settings().accounts().base()
                + ", and the server's own default stands in cn=config, which the agent may not"
                + " read: accounts under that are skipped",
            Mend.add(target.settings().bindDn(), "ds-privilege-name", "config-read"));
    all.addAll(
        new PolicyExamination(target, policies, vocabulary.neverPolicyDn(), noDefault, false)
            .findings());
    overlap().ifPresent(all::add);
    all.addAll(unreadable());
    all.addAll(serverDefault());
    return all;
  }

  private Optional<Finding> overlap() {
    List<String> covering = OpenDjDefaultPolicy.covering(target);
    return covering.size() < 2
        ? Optional.empty()
        : Optional.of(
            Finding.warn(
                "policies: overlap",
                String.join(" and ", covering)
                    + " each select everyone: the server takes one of them, and not the nearer",
                "leave all but one's people out of its subtreeSpecification, as in { base"
                    + " \"ou=people\", specificationFilter \"(employeeType=contractor)\" }"));
  }

  /** Policies that are in force for somebody, and that the agent does not see. */
  private List<Finding> unreadable() {
    List<Finding> all = new ArrayList<>();
    List<Filter> seen = new ArrayList<>();
    policies.all().forEach(p -> seen.add(inForce(p.dn())));
    for (int i = 0; i < ENOUGH; i++) {
      Optional<Entry> somebody = one(Filter.createNOTFilter(Filter.createORFilter(seen)));
      Optional<String> policy = somebody.map(e -> e.getAttributeValue(OpenDjState.IN_FORCE));
      if (somebody.isEmpty() || policy.isEmpty()) {
        return all; // nobody is left, or it is not shown, which is told with the rights
      }
      seen.add(inForce(policy.get()));
      if (policies.at(policy.get()).isEmpty()) {
        all.add(
            Finding.warn(
                "policy: " + Policies.name(policy.get()),
                "is in force for "
                    + somebody.get().getDN()
                    + " and cannot be read: whoever is under it is skipped as policy-unreadable",
                Mend.add(target.settings().bindDn(), "ds-privilege-name", "config-read")));
      }
    }
    return all;
  }

  private static Filter inForce(String dn) {
    return Filter.createEqualityFilter(OpenDjState.IN_FORCE, dn);
  }

  /** What subentries do not say, they take from here; who may not read it can see it at work. */
  private List<Finding> serverDefault() {
    String subject = "expire without a warning";
    Optional<Entry> config = OpenDjDefaultPolicy.configured(target).flatMap(this::configuration);
    if (config.isEmpty()) {
      return List.of(seenAtWork(subject));
    }
    String name = Policies.name(config.get().getDN());
    List<Finding> all = new ArrayList<>();
    all.add(
        isTrue(config.get(), OpenDjConfigPolicy.WITHOUT_WARNING)
            ? Finding.ok(subject, "passwords end when they are old")
            : Finding.warn(
                subject,
                "expire-passwords-without-warning is false: an old password works on until its"
                    + " owner was warned, and expire is refused as warned-first",
                OpenDjConfigPolicy.mend(name, "expire-passwords-without-warning")));
    if (!isTrue(config.get(), OpenDjConfigPolicy.OWN_CHANGE)) {
      all.add(
          Finding.warn(
              "policy: " + name,
              "allow-user-password-changes is false: whoever must change a password may not, under"
                  + " every policy that does not say otherwise",
              OpenDjConfigPolicy.mend(name, "allow-user-password-changes")));
    }
    return all;
  }

  private Finding seenAtWork(String subject) {
    Optional<PasswordPolicy> policy = policies.defaultPolicy().filter(p -> p.maxAge().isPresent());
    Instant now = Instant.now();
    Optional<Filter> old =
        policy
            .flatMap(PasswordPolicy::maxAge)
            .map(
                age ->
                    Filter.createANDFilter(
                        inForce(policy.get().dn()),
                        Filter.createLessOrEqualFilter(
                            OpenDjState.CHANGED,
                            GeneralizedTime.seconds(now.minus(age).minusSeconds(3600)))));
    if (old.isEmpty() || one(old.get()).isEmpty()) {
      return Finding.warn(
          subject,
          "cannot be told: nobody's password is old enough to see it, and cn=config may not be read",
          Mend.add(target.settings().bindDn(), "ds-privilege-name", "config-read"));
    }
    Filter floating =
        Filter.createANDFilter(
            old.get(),
            Filter.createGreaterOrEqualFilter(
                OpenDjState.EXPIRES, GeneralizedTime.seconds(now.plusSeconds(3600))));
    return one(floating)
        .map(
            e ->
                Finding.warn(
                    subject,
                    "the old password of "
                        + e.getDN()
                        + " works on until its owner was warned, and expire is refused as"
                        + " warned-first",
                    OpenDjConfigPolicy.mend(
                        "Default Password Policy", "expire-passwords-without-warning")))
        .orElseGet(() -> Finding.ok(subject, "passwords end when they are old"));
  }

  private static boolean isTrue(Entry entry, String attribute) {
    return Boolean.parseBoolean(entry.getAttributeValue(attribute));
  }

  private Optional<Entry> configuration(String dn) {
    try {
      return target
          .link()
          .search(
              new SearchRequest(
                  dn,
                  SearchScope.BASE,
                  OpenDjConfigPolicy.FILTER,
                  OpenDjConfigPolicy.ATTRIBUTES.toArray(String[]::new)))
          .getSearchEntries()
          .stream()
          .findFirst()
          .map(e -> e);
    } catch (LDAPException e) {
      return Optional.empty();
    }
  }

  /** Somebody of the accounts. */
  private Optional<Entry> one(Filter filter) {
    try {
      SearchRequest request =
          new SearchRequest(
              target.settings().accounts().base(),
              SearchScope.SUB,
              Filter.createANDFilter(Filter.create(target.settings().accounts().filter()), filter),
              OpenDjState.IN_FORCE);
      request.setSizeLimit(1);
      return target.link().search(request).getSearchEntries().stream().findFirst().map(e -> e);
    } catch (LDAPSearchException e) { // "size limit exceeded" comes with the entry
      return e.getSearchEntries().stream().findFirst().map(found -> found);
    } catch (LDAPException e) {
      return Optional.empty();
    }
  }
}
