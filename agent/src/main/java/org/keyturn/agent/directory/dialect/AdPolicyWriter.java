package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.WriteResult;

/** Writes the domain's maximum age or a PSO's, and makes new PSOs. */
final class AdPolicyWriter {

  private static final String DOMAIN_AGE = "maxPwdAge";
  private static final String SETTINGS_AGE = "msDS-MaximumPasswordAge";

  private final Target target;
  private final AdPolicies policies;

  AdPolicyWriter(Target target, AdPolicies policies) {
    this.target = target;
    this.policies = policies;
  }

  WriteResult write(PolicySettings settings) {
    Optional<WriteResult> refusal = refusal(settings);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    policies.forget();
    try {
      Optional<Entry> before = find(settings.dn());
      if (before.isPresent() && isSo(before.get(), settings)) {
        return new WriteResult.AlreadySo();
      }
      if (before.isPresent()) {
        change(before.get(), settings);
      } else {
        Optional<WriteResult> misplaced = misplaced(settings.dn());
        if (misplaced.isPresent()) {
          return misplaced.get();
        }
        add(settings);
      }
      policies.forget();
      return find(settings.dn())
          .filter(after -> isSo(after, settings))
          .<WriteResult>map(after -> new WriteResult.Applied(version(after)))
          .orElseGet(
              () ->
                  new WriteResult.Rejected(
                      WriteResult.NOT_AS_WRITTEN,
                      0,
                      "the server took the change, and the policy does not show it"));
    } catch (LDAPException e) {
      policies.forget();
      return target.refused(e, List.of(DOMAIN_AGE, SETTINGS_AGE));
    }
  }

  /** What Active Directory has no place for is said, not dropped. */
  private static Optional<WriteResult> refusal(PolicySettings settings) {
    if (settings.warn().filter(w -> !w.isZero()).isPresent()) {
      return rejected(
          "warning-not-stored",
          "Active Directory keeps no warning period: leave \"warn\" out; reminders have a rule of"
              + " their own (expires-within)");
    }
    if (settings.mustChange().equals(Optional.of(false))) {
      return rejected(
          "must-change-always-counts",
          "Active Directory always honours \"must change at next sign-in\"");
    }
    return settings
            .maxAge()
            .filter(age -> !age.isZero() && age.compareTo(AdTime.SAMBA_NONE) <= 0)
            .isPresent()
        ? rejected(
            "max-age-too-short",
            "a domain controller may take a maximum age of a day or less for none: take more than"
                + " a day, or \"never\"")
        : Optional.empty();
  }

  private Optional<WriteResult> misplaced(String dn) throws LDAPException {
    RDN rdn = new DN(dn).getRDN();
    String parent = DN.getParentString(dn);
    boolean fits =
        rdn != null
            && !rdn.isMultiValued()
            && rdn.getAttributeNames()[0].equalsIgnoreCase("cn")
            && parent != null
            && NormalDn.of(parent).equals(NormalDn.of(policies.container()));
    return fits
        ? Optional.empty()
        : rejected(
            "no-place-for-policy",
            "a policy of Active Directory is "
                + policies.domain()
                + " itself or CN=NAME,"
                + policies.container());
  }

  private static Optional<WriteResult> rejected(String reason, String detail) {
    return Optional.of(new WriteResult.Rejected(reason, -1, detail));
  }

  private Optional<Entry> find(String dn) {
    NormalDn wanted = NormalDn.of(dn);
    return policies.head().filter(e -> NormalDn.of(e.getDN()).equals(wanted)).isPresent()
        ? policies.head()
        : policies.settingsObjects().stream()
            .filter(e -> NormalDn.of(e.getDN()).equals(wanted))
            .findFirst();
  }

  private static boolean isSo(Entry entry, PolicySettings settings) {
    Optional<Duration> now = AdTime.interval(entry.getAttributeValue(attribute(entry)));
    boolean aged =
        settings.maxAge().isEmpty()
            || now.orElse(Duration.ZERO).equals(settings.maxAge().orElse(Duration.ZERO));
    return aged && settings.group().filter(group -> !isFor(entry, group)).isEmpty();
  }

  /** For the one group and nobody else. */
  private static boolean isFor(Entry entry, String group) {
    @Nullable String[] applies = entry.getAttributeValues(AdPolicies.APPLIES_TO);
    return applies != null
        && applies.length == 1
        && applies[0] != null
        && NormalDn.of(applies[0]).equals(NormalDn.of(group));
  }

  private static String attribute(Entry entry) {
    return entry.hasObjectClass("msDS-PasswordSettings") ? SETTINGS_AGE : DOMAIN_AGE;
  }

  private static EntryVersion version(Entry entry) {
    String attribute = attribute(entry);
    return EntryVersion.of(
        Map.of(attribute, Objects.requireNonNullElse(entry.getAttributeValue(attribute), "")));
  }

  private void change(Entry entry, PolicySettings settings) throws LDAPException {
    List<Modification> wanted = new ArrayList<>();
    settings
        .maxAge()
        .ifPresent(
            age ->
                wanted.add(
                    Vocabulary.replace(attribute(entry), Long.toString(AdTime.interval(age)))));
    settings
        .group()
        .ifPresent(group -> wanted.add(Vocabulary.replace(AdPolicies.APPLIES_TO, group)));
    target.link().modify(new ModifyRequest(entry.getDN(), wanted));
  }

  /** All is mandatory in a PSO: what is not asked for is as in the domain's own policy. */
  private void add(PolicySettings settings) throws LDAPException {
    Entry domain =
        policies
            .head()
            .orElseThrow(
                () ->
                    new LDAPException(
                        ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "the domain cannot be read"));
    long properties = AdTime.number(domain.getAttributeValue("pwdProperties")).orElse(1);
    Entry pso = new Entry(settings.dn());
    pso.addAttribute("objectClass", "msDS-PasswordSettings");
    pso.addAttribute("msDS-PasswordSettingsPrecedence", Long.toString(leastPrecedence()));
    pso.addAttribute(
        "msDS-PasswordReversibleEncryptionEnabled", (properties & 16) == 0 ? "FALSE" : "TRUE");
    pso.addAttribute("msDS-PasswordComplexityEnabled", (properties & 1) == 0 ? "FALSE" : "TRUE");
    copy(domain, "pwdHistoryLength", pso, "msDS-PasswordHistoryLength", "24");
    copy(domain, "minPwdLength", pso, "msDS-MinimumPasswordLength", "7");
    copy(domain, "minPwdAge", pso, "msDS-MinimumPasswordAge", "0");
    copy(domain, "lockoutThreshold", pso, "msDS-LockoutThreshold", "0");
    copy(domain, "lockOutObservationWindow", pso, "msDS-LockoutObservationWindow", "-18000000000");
    copy(domain, "lockoutDuration", pso, "msDS-LockoutDuration", "-18000000000");
    if (settings.maxAge().isPresent()) {
      pso.addAttribute(SETTINGS_AGE, Long.toString(AdTime.interval(settings.maxAge().get())));
    } else {
      copy(domain, DOMAIN_AGE, pso, SETTINGS_AGE, Long.toString(AdTime.WITHOUT_END));
    }
    settings.group().ifPresent(group -> pso.addAttribute(AdPolicies.APPLIES_TO, group));
    AddRequest request = new AddRequest(pso);
    target.link().with(c -> c.add(request));
  }

  private static void copy(Entry from, String there, Entry to, String here, String otherwise) {
    @Nullable String value = from.getAttributeValue(there);
    to.addAttribute(here, value == null ? otherwise : value);
  }

  /** A new policy yields to every other: the smallest number wins. */
  private long leastPrecedence() {
    return policies.settingsObjects().stream()
            .map(e -> AdTime.number(e.getAttributeValue("msDS-PasswordSettingsPrecedence")))
            .mapToLong(number -> number.orElse(0))
            .max()
            .orElse(0)
        + 10;
  }
}
