package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.plan.PolicyPlaces;
import org.keyturn.agent.run.PolicyWrites;
import tools.jackson.core.JsonGenerator;

/** Brings one policy entry to what is wanted, says so, and puts it on record. */
final class PolicyWriting {

  private final Desk desk;
  private final boolean dryRun;

  PolicyWriting(Desk desk, boolean dryRun) {
    this.desk = desk;
    this.dryRun = dryRun;
  }

  /**
   * @param outcome {@code applied}, {@code alreadySo}, {@code would-set}, {@code would-create} or
   *     {@code failed}
   * @param detail why it failed; else empty
   */
  record Result(String policy, String dn, String outcome, String detail, int exit) {

    void write(JsonGenerator g) {
      g.writeStartObject();
      g.writeStringProperty("policy", policy);
      g.writeStringProperty("dn", dn);
      g.writeStringProperty("outcome", outcome);
      g.writeStringProperty("detail", detail);
      g.writeEndObject();
    }
  }

  Result bringTo(
      Directory directory, PolicySettings wanted, String name, Optional<PasswordPolicy> present) {
    // Whom it applies to is not in what was read: the writer looks.
    if (wanted.group().isEmpty() && present.filter(p -> PolicyPlaces.isSo(p, wanted)).isPresent()) {
      say(desk.screen().ok("✓ ") + "policy " + name + " is so already");
      return new Result(name, wanted.dn(), "alreadySo", "", Exit.DONE);
    }
    if (dryRun) {
      String would = present.isPresent() ? "would set " : "would create ";
      say(would + wanted.dn() + ": " + sentence(wanted));
      return new Result(name, wanted.dn(), would.strip().replace(' ', '-'), "", Exit.DONE);
    }
    return written(directory, wanted, name);
  }

  private Result written(Directory directory, PolicySettings wanted, String name) {
    WriteResult result =
        new PolicyWrites(desk.agent().ledger().audit(), directory, desk.actor()).write(wanted);
    if (result instanceof WriteResult.Applied) {
      say(
          desk.screen().ok("✓ ")
              + "policy "
              + name
              + " ("
              + wanted.dn()
              + "): "
              + sentence(wanted));
      return new Result(name, wanted.dn(), "applied", "", Exit.DONE);
    }
    if (result instanceof WriteResult.AlreadySo) {
      say(desk.screen().ok("✓ ") + "policy " + name + " is so already");
      return new Result(name, wanted.dn(), "alreadySo", "", Exit.DONE);
    }
    String why = PolicyWrites.whyNot(result);
    desk.screen().fail("policy " + name + " was not set: " + why);
    return new Result(
        name,
        wanted.dn(),
        "failed",
        why,
        result instanceof WriteResult.Rejected ? Exit.SOME_FAILED : Exit.DIRECTORY);
  }

  private void say(String line) {
    if (!desk.json()) {
      desk.screen().out().println(line);
    }
  }

  /** "expires after 90 days, warns 14 days before". */
  private static String sentence(PolicySettings s) {
    List<String> parts = new ArrayList<>();
    s.maxAge()
        .map(a -> a.isZero() ? "never expires" : "expires after " + Words.amount(a))
        .ifPresent(parts::add);
    s.warn()
        .map(w -> w.isZero() ? "warns not" : "warns " + Words.amount(w) + " before")
        .ifPresent(parts::add);
    s.mustChange().map(m -> "must change " + (m ? "honoured" : "ignored")).ifPresent(parts::add);
    s.group().map(group -> "applies to " + group).ifPresent(parts::add);
    return String.join(", ", parts);
  }
}
