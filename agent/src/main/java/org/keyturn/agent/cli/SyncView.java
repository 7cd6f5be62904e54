package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.LastWrite;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.plan.Declaration;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlannedAccount;
import org.keyturn.agent.plan.PlannedAccount.Verdict;
import org.keyturn.agent.plan.PolicyDrift;
import org.keyturn.agent.policy.PlacedPolicy;
import org.keyturn.agent.run.SyncPass;
import tools.jackson.core.JsonGenerator;

/** What drifted, one line each, in the format that was asked for; used from top to bottom. */
final class SyncView implements AutoCloseable {

  /** Of so many the server is asked when they were written last, and by whom. */
  private static final int MOST_ASKED = 1_000;

  /** How many are shown unless all are asked for. */
  private static final int FEW = 20;

  private static final Set<String> ON_PURPOSE = Set.of("self", "protected");

  private final Desk desk;
  private final Directory directory;
  private final Map<String, String> names = new HashMap<>();
  private final boolean all;
  private final SyncRows rows;
  private int asked;
  private long standing;

  SyncView(Desk desk, Directory directory, Declaration declaration, boolean all) {
    this.desk = desk;
    this.directory = directory;
    this.all = all || desk.json() || desk.csv();
    for (PlacedPolicy placed : declaration.policies()) {
      names.put(placed.dn(), placed.policy().name());
    }
    this.rows = SyncRows.of(desk);
  }

  /** What was looked at. */
  void told(SyncPass.Seen seen) {
    rows.begin(seen);
  }

  /**
   * @param written who wrote last to the policies, as it was found
   */
  void policy(PolicyDrift drift, String outcome, String detail, Map<NormalDn, LastWrite> written) {
    String dn = drift.wanted().dn();
    Optional<LastWrite> last = Optional.ofNullable(written.get(NormalDn.of(dn)));
    for (PolicyDrift.Difference d : drift.differences()) {
      rows.row(
          new SyncRows.Row(
              "policy",
              "",
              dn,
              drift.name(),
              d.what(),
              d.found(),
              d.declared(),
              "",
              outcome,
              detail,
              last));
    }
  }

  void accounts(SyncPass.Seen seen) {
    rows.startAccounts();
    try (PlanCursor accounts = seen.plan().accounts()) {
      List<PlannedAccount> batch = new ArrayList<>();
      for (int i = 0; accounts.hasNext(); i++) {
        PlannedAccount account = accounts.next();
        if (isDrift(account)) {
          standing++;
        }
        if (all || i < FEW) {
          batch.add(account);
        }
        if (batch.size() == 100) {
          show(batch);
        }
      }
      show(batch);
    }
    rows.endAccounts();
  }

  private void show(List<PlannedAccount> batch) {
    Map<NormalDn, LastWrite> last = last(batch.stream().map(PlannedAccount::dn).toList());
    for (PlannedAccount a : batch) {
      boolean left = a.verdict() == Verdict.SKIPPED;
      rows.row(
          new SyncRows.Row(
              "account",
              a.id().value(),
              a.dn(),
              a.login(),
              "policy",
              left ? "" : a.detail(),
              a.policy()
                  .map(dn -> dn.isEmpty() ? "default" : names.getOrDefault(dn, dn))
                  .orElse(""),
              a.reason(),
              left ? "left" : "drifted",
              left ? a.detail() : "",
              Optional.ofNullable(last.get(NormalDn.of(a.dn())))));
    }
    batch.clear();
  }

  private Map<NormalDn, LastWrite> last(List<String> dns) {
    if (asked > MOST_ASKED) {
      return Map.of();
    }
    asked += dns.size();
    return directory.lastWrites(dns);
  }

  /** Whoever is left alone on purpose is no drift. */
  private static boolean isDrift(PlannedAccount account) {
    return account.verdict() == Verdict.CHANGE || !ON_PURPOSE.contains(account.reason());
  }

  /** After {@link #accounts}. */
  boolean isDrift(SyncPass.Seen seen) {
    return standing > 0;
  }

  /** Where the run's document goes. */
  Optional<JsonGenerator> run() {
    return rows.run();
  }

  void verdict(SyncPass.Seen seen, int policies) {
    PlanHeader h = seen.plan().header();
    rows.end();
    Screen screen = desk.screen();
    if (desk.json() || desk.csv()) {
      return;
    }
    if (!all && h.selected() > FEW) {
      screen.out().println("… and " + Words.number(h.selected() - FEW) + " more: --details");
    }
    String looked =
        Words.count(h.scanned(), "account", "accounts")
            + " looked at"
            + seen.why().map(why -> ", everybody (" + why + ")").orElse(", those that changed");
    if (standing == 0 && policies == 0) {
      screen.out().println(screen.ok("✓ ") + h.directory() + " is as declared: " + looked);
    } else {
      screen
          .out()
          .println(
              h.directory()
                  + ": "
                  + Words.count(policies, "policy", "policies")
                  + " and "
                  + Words.count(standing, "account", "accounts")
                  + " were not as declared; "
                  + looked);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
