package org.keyturn.agent.run;

import java.util.Map;
import java.util.TreeMap;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.AuditTrail;

/** Writes policy entries, each on record before it is sent and after it was taken. */
public final class PolicyWrites {

  private final AuditTrail audit;
  private final Directory directory;
  private final String actor;

  /**
   * @param actor for the audit trail
   */
  public PolicyWrites(AuditTrail audit, Directory directory, String actor) {
    this.audit = audit;
    this.directory = directory;
    this.actor = actor;
  }

  public WriteResult write(PolicySettings wanted) {
    record("policy-intended", wanted);
    WriteResult result = directory.writePolicy(wanted);
    if (result instanceof WriteResult.Applied) {
      record("policy-set", wanted);
    }
    return result;
  }

  private void record(String event, PolicySettings wanted) {
    audit.append(actor, event, directory.info().name(), wanted.dn(), details(wanted));
  }

  private static Map<String, String> details(PolicySettings s) {
    Map<String, String> details = new TreeMap<>();
    s.maxAge().ifPresent(a -> details.put("maxAge", a.isZero() ? "never" : a.toString()));
    s.warn().ifPresent(w -> details.put("warn", w.toString()));
    s.mustChange().ifPresent(m -> details.put("mustChange", m.toString()));
    s.group().ifPresent(g -> details.put("group", g));
    return details;
  }

  /** Why a write did not bring the policy to what was wanted, for people. */
  public static String whyNot(WriteResult result) {
    if (result instanceof WriteResult.Rejected r) {
      return r.reason() + ": " + r.detail();
    }
    if (result instanceof WriteResult.Stale s) {
      return s.reason() + ": " + s.detail();
    }
    if (result instanceof WriteResult.Unreachable u) {
      return u.reason() + ": " + u.detail();
    }
    return "the directory did not answer; look with keyturn policy show";
  }
}
