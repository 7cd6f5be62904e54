package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.NormalDn;

/**
 * Makes the reading of each scan. Microsoft's is always asked for what it computes: what Samba
 * makes of the same rules is known, and stands in {@code microsoft-ad.md}. So is a server whose
 * policies the agent may not read. Thread-safe.
 */
final class AdReadings {

  private final Target target;
  private final AdPolicies policies;
  private final boolean samba;
  private final AtomicBoolean wrong = new AtomicBoolean();

  AdReadings(Target target, AdPolicies policies, boolean samba) {
    this.target = target;
    this.policies = policies;
    this.samba = samba;
  }

  Reading next() {
    policies.forget();
    if (!samba || wrong.get() || !policies.complete() || policies.head().isEmpty()) {
      return Reading.of(AdState.ATTRIBUTES);
    }
    NormalDn container = NormalDn.of(policies.container());
    List<Entry> psos =
        policies.settingsObjects().stream().filter(e -> isRightIn(container, e)).toList();
    try {
      List<AdGroup> groups = psos.isEmpty() ? List.of() : AdGroup.all(target, policies.domain());
      return new AdReading(target, policies, new AdResultants(psos, groups), wrong);
    } catch (LDAPException e) {
      throw Failures.read(e, "reading the groups of the domain");
    }
  }

  /** Deeper down they do not count. */
  private static boolean isRightIn(NormalDn container, Entry pso) {
    try {
      String parent = pso.getParentDNString();
      return parent != null && NormalDn.of(parent).equals(container);
    } catch (LDAPException e) {
      throw new IllegalArgumentException(pso.getDN(), e);
    }
  }
}
