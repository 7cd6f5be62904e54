package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange.PutBack;
import org.keyturn.agent.account.PasswordChange.Spread;
import org.keyturn.agent.account.Secret;

/** The end of one password is moved to an instant; where a server keeps none, it says so. */
abstract non-sealed class SpreadContract extends DirectoryContractTest {

  private static Spread in(Duration time) {
    return new Spread(Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS));
  }

  /** Whether there is nothing to see here, once the refusal was. */
  private boolean refused(String dn) {
    if (lab().has(Trait.EXPIRES_ONE_PASSWORD)) {
      assertThat(directory.info().actions()).contains(Action.SPREAD);
      assertThat(directory.objection(Action.SPREAD)).isEmpty();
      return false;
    }
    assertThat(directory.info().actions()).doesNotContain(Action.SPREAD);
    assertThat(directory.objection(Action.SPREAD))
        .hasValueSatisfying(why -> assertThat(why).contains("no date of expiry for one account"));
    EntryVersion before = account(dn).version();
    assertRejected(apply(account(dn), in(Duration.ofDays(30))), "cannot-spread");
    assertThat(account(dn).version()).isEqualTo(before);
    observe(Fact.SPREAD, "not offered");
    return true;
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 88})
  void theEndIsMovedToTheSecondSoonerOrLater(int days) throws LDAPException {
    String dn = person("spread");
    if (refused(dn)) {
      return;
    }
    Account before = account(dn);
    Optional<String> stored = lab().storedPassword(dn);
    Spread spread = in(Duration.ofDays(days));
    assertApplied(apply(before, spread));
    Account after = account(dn);
    assertThat(after.state().expiry().end()).contains(spread.expiry());
    assertThat(after.policy()).isEqualTo(before.policy());
    assertThat(after.state().mustChange()).isFalse();
    assertThat(lab().storedPassword(dn)).isEqualTo(stored);
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    assertThat(account(dn).state().expiry().end()).as("a sign-in").contains(spread.expiry());
    assertThat(apply(account(dn), spread)).isEqualTo(new WriteResult.AlreadySo());
    observe(
        Fact.SPREAD,
        after.state().changedAt().equals(before.state().changedAt())
            ? "the end is moved"
            : "the end is moved, by when the password was set");
  }

  @Test
  void aSignInWorksUntilTheEndAndNotFromItOn() throws LDAPException, InterruptedException {
    String dn = person("until");
    if (refused(dn)) {
      return;
    }
    Spread soon = in(Duration.ofSeconds(12));
    assertApplied(apply(account(dn), soon));
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.OK);
    assertThat(Instant.now()).as("the sign-in came before the end").isBefore(soon.expiry());
    Thread.sleep(Duration.between(Instant.now(), soon.expiry()).toMillis() + 2_000);
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.EXPIRED);
    assertThat(account(dn).state().expiry().isPast(Instant.now())).isTrue();
  }

  @Test
  void itGoesBackToTheByte() throws LDAPException {
    String dn = person("unspread");
    if (refused(dn)) {
      return;
    }
    Account before = account(dn);
    EntryVersion left = assertApplied(apply(before, in(Duration.ofDays(30)))).after();
    PutBack back = new PutBack(Action.SPREAD, before.version());
    assertThat(directory.reversal(back, Optional.of(left), account(dn).version()))
        .isInstanceOf(Reversal.Possible.class);
    assertApplied(apply(account(dn), back));
    assertThat(account(dn).state()).isEqualTo(before.state());
    assertThat(directory.reversal(back, Optional.of(left), account(dn).version()))
        .isEqualTo(new Reversal.AsBefore());
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void whoeverChangedTheirPasswordMeanwhileIsLeftAlone() throws LDAPException {
    String dn = person("own");
    if (refused(dn)) {
      return;
    }
    Account before = account(dn);
    changeOwn(dn, OLD, "Chosen-passw0rd-3");
    Account chosen = account(dn);
    assertStale(apply(before, in(Duration.ofDays(30))), "changed-since-plan");
    assertThat(account(dn).state().expiry()).isEqualTo(chosen.state().expiry());
  }

  @Test
  void aWriteWithoutAnAnswerIsKnownForOurs() throws LDAPException {
    String dn = person("lostspread");
    if (refused(dn)) {
      return;
    }
    Account before = account(dn);
    Spread spread = in(Duration.ofDays(30));
    assertThat(directory.whoWrote(write(before, spread))).isInstanceOf(Authorship.Untouched.class);
    assertApplied(apply(before, spread));
    assertThat(directory.whoWrote(write(before, spread))).isInstanceOf(Authorship.Ours.class);
  }

  @Test
  void whatNeverExpiresHasNoEndToMove() throws LDAPException {
    String dn = person("endless");
    if (refused(dn)) {
      return;
    }
    lab().neverExpireByHand(dn);
    assertRejected(apply(account(dn), in(Duration.ofDays(30))), "never-expires");
  }

  @Test
  void withoutTheRightItIsSaidBeforeAnythingIsWritten() throws LDAPException {
    String weak = person("weakspread");
    String dn = person("unmoved");
    if (refused(dn)) {
      return;
    }
    Account before = account(dn);
    try (Directory other = Directories.open(Settings.of(settings()).bind(weak, OLD).make())) {
      assertThat(other.apply(write(account(other, dn), in(Duration.ofDays(30)))))
          .isInstanceOf(WriteResult.Rejected.class);
      assertThat(other.objection(Action.SPREAD).orElse(""))
          .as("what is missing, or that the server does not tell")
          .satisfiesAnyOf(
              why -> assertThat(why).contains("may not be written").contains(weak),
              why -> assertThat(lab().dialect()).isEqualTo("opendj"));
    }
    assertThat(account(dn).state()).isEqualTo(before.state());
  }
}
