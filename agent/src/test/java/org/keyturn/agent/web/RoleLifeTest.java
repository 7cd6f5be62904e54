package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.StaticUtils;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.PendingPlan.State;

/**
 * An admin who is none any more: half a minute later the next page, the next act, the open plan and
 * the approval are worth nothing.
 */
final class RoleLifeTest extends BureauCase {

  /** A little longer than groups and accounts may be looked at as they were. */
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(31);

  /** How a role ends. */
  enum Way {
    LEAVES_THE_GROUP {
      @Override
      void end(String login) throws LDAPException {
        group("admins", ModificationType.DELETE, login);
      }
    },
    DISABLED {
      @Override
      void end(String login) throws LDAPException {
        lock(login, "000001010000Z");
      }
    },
    LOCKED {
      @Override
      void end(String login) throws LDAPException {
        lock(login, StaticUtils.encodeGeneralizedTime(new Date()));
      }
    },
    DELETED {
      @Override
      void end(String login) throws LDAPException {
        try (LDAPConnection admin = office.admin()) {
          admin.delete(office.dn(login));
        }
      }
    };

    abstract void end(String login) throws LDAPException;
  }

  private static void group(String name, ModificationType how, String login) throws LDAPException {
    try (LDAPConnection admin = office.admin()) {
      admin.modify(office.groupDn(name), new Modification(how, "member", office.dn(login)));
    }
  }

  private static void lock(String login, String since) throws LDAPException {
    try (LDAPConnection admin = office.admin()) {
      admin.modify(
          office.dn(login),
          new Modification(ModificationType.REPLACE, "pwdAccountLockedTime", since));
    }
  }

  /** An admin from now on, which the agent has noticed. */
  private static String hired(String login) throws LDAPException {
    String id = office.person(login);
    group("admins", ModificationType.ADD, login);
    office.clock.on(HALF_A_MINUTE);
    return id;
  }

  /** Two people more whom the job of the config would change: one too many for one admin. */
  private static String overTheBrake(Raw raw, String people) {
    office.crowd("pair-" + people, 2);
    String plan = Bureau.named(raw.post("/admin/plan", field("job", "crowd")));
    office.confirm(raw, plan);
    assertThat(office.pending(plan).state()).isEqualTo(State.WAITING);
    return plan;
  }

  private static Raw.Got approve(Raw raw, String plan) {
    raw.get("/admin/plan?plan=" + plan);
    return raw.post(
        "/admin/plan/approve",
        field("plan", plan),
        field("checksum", office.pending(plan).checksum()));
  }

  private static Raw.Got confirm(Raw raw, String plan) {
    return raw.post(
        "/admin/plan/confirm",
        field("plan", plan),
        field("checksum", office.pending(plan).checksum()),
        field("reason", "before I go"));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void whoseRoleEndsIsOutAndNothingOfTheirsIsCarriedOut(Way way) throws LDAPException {
    String login = "leaver-" + way.ordinal();
    hired(login);
    String someone = office.person("someone-" + way.ordinal());
    Raw leaver = office.signedIn(login);
    final String open = Bureau.plan(leaver, "force-change", someone);
    final String waiting = overTheBrake(leaver, login);
    final String others = overTheBrake(office.signedIn("anna"), "of-anna-" + way.ordinal());
    assertThat(leaver.get("/admin/plan?plan=" + others).body()).contains("/admin/plan/approve");

    way.end(login);
    office.clock.on(HALF_A_MINUTE);

    assertThat(approveUnseen(leaver, others).location()).as("approval").isEqualTo(SignInPages.PATH);
    assertThat(office.pending(others).state()).isEqualTo(State.WAITING);
    assertThat(leaver.get("/admin/users").location()).isEqualTo(SignInPages.PATH);
    assertThat(confirm(leaver, open).location()).isNotEqualTo("/admin/run?run=" + open);
    assertThat(office.pending(open).state()).isEqualTo(State.PLANNED);

    assertThat(approve(office.signedIn("adam"), waiting).body()).contains("may not do so any more");
    assertThat(office.pending(waiting).state()).isEqualTo(State.DROPPED);
    assertThat(office.mustChange("someone-" + way.ordinal())).isFalse();
    assertThat(office.mustChange("pair-" + login + "0")).isFalse();

    Raw again = office.browser();
    assertThat(Office.signIn(again, login, Bureau.PASSWORD).location()).isEmpty();
    assertThat(office.signedIn("anna").get("/admin").status()).as("others stay").isEqualTo(200);
  }

  /** With the form that she has open still. */
  private static Raw.Got approveUnseen(Raw raw, String plan) {
    return raw.post(
        "/admin/plan/approve",
        field("plan", plan),
        field("checksum", office.pending(plan).checksum()));
  }

  @Test
  void whoBecameAViewerLooksAndDoesNothing() throws LDAPException {
    String login = "demoted";
    hired(login);
    String someone = office.person("someone-demoted");
    Raw raw = office.signedIn(login);
    final String open = Bureau.plan(raw, "force-change", someone);
    final String waiting = overTheBrake(raw, login);

    group("admins", ModificationType.DELETE, login);
    group("viewers", ModificationType.ADD, login);
    office.clock.on(HALF_A_MINUTE);

    assertThat(raw.get("/admin/runs").status()).isEqualTo(200);
    assertThat(confirm(raw, open).status()).isEqualTo(403);
    assertThat(raw.post("/admin/plan", field("job", "crowd")).status()).isEqualTo(403);
    assertThat(approve(office.signedIn("adam"), waiting).body()).contains("may not do so any more");
    assertThat(office.mustChange("someone-demoted")).isFalse();
  }

  @Test
  void whatAProcessLeftOfSomebodyWhoHasGoneSinceIsNotBegunByTheNext() throws LDAPException {
    hired("gone-planner");
    String someone = office.person("someone-queued");
    String plan = Bureau.plan(office.signedIn("gone-planner"), "force-change", someone);
    assertThat(
            office
                .agent()
                .ledger()
                .pendingPlans()
                .confirm(plan, office.pending(plan).checksum(), "then it was killed", new byte[0]))
        .isTrue();
    group("admins", ModificationType.DELETE, "gone-planner");
    office.restart();

    office.agent().tidyPlans();
    assertThat(office.await(office.signedIn("anna"), plan, "Not carried out").body())
        .contains("whoever planned it may not do so any more");
    assertThat(office.mustChange("someone-queued")).isFalse();
  }

  @Test
  void anApprovalCountsOnlyWhileWhoeverGaveItMayGiveIt() throws LDAPException {
    hired("gone-approver");
    String plan = overTheBrake(office.signedIn("anna"), "approved");
    PendingPlan.Person approver =
        new PendingPlan.Person(
            "corp", office.account("gone-approver").id(), office.account("gone-approver").login());
    assertThat(
            office
                .agent()
                .ledger()
                .pendingPlans()
                .approve(plan, office.pending(plan).checksum(), approver))
        .isTrue();
    group("admins", ModificationType.DELETE, "gone-approver");
    office.restart();

    office.agent().tidyPlans();
    assertThat(office.await(office.signedIn("anna"), plan, "Not carried out").body())
        .contains("whoever approved it may not do so any more");
    assertThat(office.mustChange("pair-approved0")).isFalse();
  }

  @Test
  void withinTheHalfMinuteItIsAsItWas() throws LDAPException {
    hired("cached");
    Raw raw = office.signedIn("cached");
    group("admins", ModificationType.DELETE, "cached");
    assertThat(raw.get("/admin/users").status()).isEqualTo(200);
  }
}
