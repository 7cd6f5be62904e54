package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.password.PasswordJudge;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.run.OwnChange;

/** Somebody who knows their password chooses another one, as on the portal. */
abstract non-sealed class OwnChangeContract extends DirectoryContractTest {

  private static final String CHOSEN = "Kx7-vbq-Zw9-mth";
  private static final String NEXT = "Jg4-twz-Qd8-bkf";

  private Ledger ledger = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // until it is open
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void openLedger() {
    ledger = Ledgers.open(new StoreSettings(temporary.resolve("store")), Clock.systemUTC());
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  /** Under a policy that remembers three passwords. */
  private String rememberedPerson(String name) throws LDAPException {
    String dn = person(name);
    lab().underPolicy(dn, lab().addDemandingPolicy(fresh("demanding")));
    return dn;
  }

  private OwnChange.Result change(Account account, String old, String fresh) {
    OwnChange own =
        new OwnChange(directory, ledger.audit(), new PasswordJudge(PasswordSettings.DEFAULT));
    try (Secret known = Secret.of(old);
        Secret chosen = Secret.of(fresh)) {
      return own.change(account, known, chosen);
    }
  }

  private OwnChange.Result change(String dn, String old, String fresh) {
    return change(account(dn), old, fresh);
  }

  private void assertChanged(OwnChange.Result result) {
    assertThat(result).as(audited().toString()).isInstanceOf(OwnChange.Result.Changed.class);
  }

  private List<String> audited() {
    List<String> events = new ArrayList<>();
    ledger.audit().entries(Instant.EPOCH, entry -> events.add(entry.event() + entry.details()));
    return events;
  }

  private static void assertUsedBefore(OwnChange.Result result) {
    assertThat(result)
        .isInstanceOfSatisfying(
            OwnChange.Result.Refused.class,
            refused ->
                assertThat(refused.why())
                    .singleElement()
                    .satisfies(why -> assertThat(why.rule()).isIn("used-before", "directory")));
  }

  @ParameterizedTest
  @EnumSource(names = {"ORDINARY", "MUST_CHANGE", "EXPIRED", "NEVER_EXPIRES"})
  void whoKnowsTheOldOneGetsInWithTheNewOne(Situation situation) throws LDAPException {
    if (!situation.canBe(lab())) {
      assertThat(account(person("young")).state().expiry().isPast(Instant.now())).isFalse();
      return;
    }
    String dn = rememberedPerson(situation.name().toLowerCase(Locale.ROOT));
    situation.bring(lab(), dn);

    assertChanged(change(dn, OLD, CHOSEN));

    assertThat(directory.signIn(dn, Secret.of(CHOSEN)).kind()).isEqualTo(SignInResult.Kind.OK);
    assertThat(account(dn).state().mustChange()).isFalse();
    assertThat(account(dn).state().expiry().isPast(Instant.now())).isFalse();
    assertThat(audited()).containsExactly("own-change-intended{}", "own-change{}");
    assertThat(ledger.audit().verify(Optional.empty()))
        .isInstanceOf(AuditTrail.Verdict.Intact.class);
  }

  @Test
  void whoDoesNotKnowItChangesNothing() throws LDAPException {
    String dn = rememberedPerson("guessed");
    Account before = account(dn);
    assertThat(change(dn, "wrong", CHOSEN)).isInstanceOf(OwnChange.Result.NotProven.class);
    assertThat(change(dn, "", CHOSEN)).isInstanceOf(OwnChange.Result.NotProven.class);
    assertThat(account(dn).state().changedAt()).isEqualTo(before.state().changedAt());
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  /** Whatever a server spares the agent, it does not spare a person. */
  @Test
  void onesOwnPasswordsOfBeforeAreRefused() throws LDAPException {
    String dn = rememberedPerson("remembered");
    assertChanged(change(dn, OLD, CHOSEN));
    assertChanged(change(dn, CHOSEN, NEXT));

    assertUsedBefore(change(dn, NEXT, NEXT));
    assertUsedBefore(change(dn, NEXT, CHOSEN));
    assertThat(bindAs(dn, NEXT)).isEqualTo(ResultCode.SUCCESS);
    assertThat(bindAs(dn, CHOSEN)).isNotEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void whoChangedItAMomentAgoWaitsWhereThePolicySaysSo() throws LDAPException {
    String dn = person("hasty");
    String policy = lab().addDemandingPolicy(fresh("patient"));
    lab().minimumAge(policy);
    lab().underPolicy(dn, policy);
    assertChanged(change(dn, OLD, CHOSEN));

    assertThat(change(dn, CHOSEN, NEXT))
        .isInstanceOfSatisfying(
            OwnChange.Result.Refused.class,
            refused ->
                assertThat(refused.why())
                    .singleElement()
                    .satisfies(why -> assertThat(why.rule()).isIn("too-young", "directory")));
    assertThat(bindAs(dn, CHOSEN)).isEqualTo(ResultCode.SUCCESS);
  }

  /** As on the telephone: a helpdesk sets one, and the person changes it in the same minute. */
  @Test
  void whatWasSetAMomentAgoIsChangedByWhoeverKnowsIt() throws LDAPException {
    String dn = rememberedPerson("between");
    Account read = account(dn);
    assertApplied(apply(read, reset(NEXT, false)));

    assertThat(change(read, OLD, CHOSEN)).isInstanceOf(OwnChange.Result.NotProven.class);
    assertChanged(change(read, NEXT, CHOSEN));

    assertThat(bindAs(dn, CHOSEN)).isEqualTo(ResultCode.SUCCESS);
    assertThat(bindAs(dn, NEXT)).isNotEqualTo(ResultCode.SUCCESS);
  }
}
