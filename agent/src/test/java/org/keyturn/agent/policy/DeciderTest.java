package org.keyturn.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.keyturn.agent.account.Action.DISABLE;
import static org.keyturn.agent.account.Action.ENABLE;
import static org.keyturn.agent.account.Action.EXPIRE;
import static org.keyturn.agent.account.Action.FORCE_CHANGE;
import static org.keyturn.agent.account.Action.FORCE_CHANGE_OFF;
import static org.keyturn.agent.account.Action.NEVER_EXPIRE;
import static org.keyturn.agent.account.Action.NEVER_EXPIRE_OFF;
import static org.keyturn.agent.account.Action.REMIND;
import static org.keyturn.agent.account.Action.RESET;
import static org.keyturn.agent.account.Action.UNLOCK;
import static org.keyturn.agent.policy.Ask.NOW;
import static org.keyturn.agent.policy.Ask.somebody;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.account.PolicyInForce;

final class DeciderTest {

  private static final Rule OLDER_THAN_90_DAYS = new Rule.PasswordOlderThan(Duration.ofDays(90));
  private static final PasswordPolicy LENIENT = Person.policy(Optional.empty(), false);

  private static Person due() {
    return somebody().changedAt(NOW.minus(Duration.ofDays(90)));
  }

  static Stream<Arguments> rows() {
    PolicyInForce dangling = new PolicyInForce.Unresolved("policy-dangling", "cn=gone");
    return Stream.of(
        arguments(
            "whoever is selected is changed", Ask.to(FORCE_CHANGE, somebody()), "change: selected"),
        arguments(
            "who is not due is no part of it", Ask.when(OLDER_THAN_90_DAYS, somebody()), "not due"),
        arguments(
            "who is due is changed",
            Ask.when(OLDER_THAN_90_DAYS, due()),
            "change: password is 90 days old"),
        // Untouchable.
        arguments(
            "the protected stay, though due",
            Ask.when(OLDER_THAN_90_DAYS, due()).untouchable("protected"),
            "skip: protected"),
        arguments(
            "the operator stays", Ask.to(DISABLE, somebody()).untouchable("self"), "skip: self"),
        arguments(
            "the protected who are not due are not even counted",
            Ask.when(OLDER_THAN_90_DAYS, somebody()).untouchable("protected"),
            "not due"),
        arguments(
            "protected is said before a missing change time",
            Ask.when(OLDER_THAN_90_DAYS, somebody().neverChanged()).untouchable("protected"),
            "skip: protected"),
        arguments(
            "protected is said before a dangling policy",
            Ask.to(RESET, somebody().under(dangling)).untouchable("protected"),
            "skip: protected"),
        arguments(
            "protected is said before already so",
            Ask.to(FORCE_CHANGE, somebody().mustChange()).untouchable("protected"),
            "skip: protected"),
        // What cannot be told.
        arguments(
            "no change time: not guessed",
            Ask.when(OLDER_THAN_90_DAYS, somebody().neverChanged()),
            "skip: change-time-unknown"),
        arguments(
            "an expiry that cannot be told: not guessed",
            Ask.when(
                new Rule.ExpiresWithin(Duration.ofDays(14)),
                somebody().expiry(new Expiry.Unknown("policy-dangling"))),
            "skip: policy-dangling"),
        arguments(
            "a dangling policy: left alone",
            Ask.to(FORCE_CHANGE, somebody().under(dangling)),
            "skip: policy-dangling"),
        arguments(
            "a dangling policy: not even disabled",
            Ask.to(DISABLE, somebody().under(dangling)),
            "skip: policy-dangling"),
        arguments(
            "a dangling policy is said before already so",
            Ask.to(FORCE_CHANGE, somebody().mustChange().under(dangling)),
            "skip: policy-dangling"),
        // What the directory can.
        arguments(
            "the directory cannot disable",
            Ask.to(DISABLE, somebody()).supporting(RESET),
            "skip: not-supported"),
        arguments(
            "a reminder needs nothing of the directory",
            Ask.to(REMIND, somebody()).supporting(RESET),
            "change: selected"),
        // pwdMustChange.
        arguments(
            "must change would be ignored by the server",
            Ask.to(FORCE_CHANGE, somebody().under(LENIENT)),
            "skip: must-change-not-honoured"),
        arguments(
            "the flag is set but ignored: not called already so",
            Ask.to(FORCE_CHANGE, somebody().mustChange().under(LENIENT)),
            "skip: must-change-not-honoured"),
        arguments(
            "a reset that must be changed, under a policy that ignores it",
            Ask.to(RESET, somebody().under(LENIENT)),
            "skip: must-change-not-honoured"),
        arguments(
            "a reset that may be kept, under the same",
            Ask.to(RESET, somebody().under(LENIENT)).mayKeepIt(),
            "change: selected"),
        arguments(
            "unlocking cares not for pwdMustChange",
            Ask.to(UNLOCK, somebody().lock(Lock.UNTIL_UNLOCKED).under(LENIENT)),
            "change: selected"),
        // Expiry.
        arguments(
            "who never expires cannot be expired",
            Ask.to(EXPIRE, somebody().expiry(new Expiry.Never()).under(LENIENT)),
            "skip: never-expires"),
        arguments("expiring whoever has time left", Ask.to(EXPIRE, somebody()), "change: selected"),
        arguments(
            "expired this very second: already so",
            Ask.to(EXPIRE, somebody().expiresAt(NOW)),
            "already so: already-expired"),
        arguments(
            "expires in a second: not so yet",
            Ask.to(EXPIRE, somebody().expiresAt(NOW.plusSeconds(1))),
            "change: selected"),
        arguments(
            "expired long ago",
            Ask.to(EXPIRE, somebody().expiresAt(NOW.minusSeconds(1))),
            "already so: already-expired"),
        arguments(
            "an unknown expiry is no expiry",
            Ask.to(EXPIRE, somebody().expiry(new Expiry.Unknown("change-time-unknown"))),
            "change: selected"),
        arguments("exempted", Ask.to(NEVER_EXPIRE, somebody()), "change: selected"),
        arguments(
            "exempt already",
            Ask.to(NEVER_EXPIRE, somebody().expiry(new Expiry.Never())),
            "already so: already-never-expires"),
        arguments(
            "back under expiration",
            Ask.to(NEVER_EXPIRE_OFF, somebody().expiry(new Expiry.Never())),
            "change: selected"),
        arguments(
            "was never exempt",
            Ask.to(NEVER_EXPIRE_OFF, somebody()),
            "already so: already-expires"),
        // Already so.
        arguments(
            "must change already",
            Ask.to(FORCE_CHANGE, somebody().mustChange()),
            "already so: already-must-change"),
        arguments(
            "a forced change taken back",
            Ask.to(FORCE_CHANGE_OFF, somebody().mustChange()),
            "change: selected"),
        arguments(
            "nothing to take back",
            Ask.to(FORCE_CHANGE_OFF, somebody()),
            "already so: already-need-not-change"),
        arguments(
            "a reset is never already so",
            Ask.to(RESET, somebody().mustChange()),
            "change: selected"),
        arguments("not locked", Ask.to(UNLOCK, somebody()), "already so: not-locked"),
        arguments(
            "locked for a second more",
            Ask.to(UNLOCK, somebody().lock(new Lock.Until(NOW.plusSeconds(1)))),
            "change: selected"),
        arguments(
            "the lock ended this second",
            Ask.to(UNLOCK, somebody().lock(new Lock.Until(NOW))),
            "already so: not-locked"),
        arguments(
            "locked for good",
            Ask.to(UNLOCK, somebody().lock(Lock.UNTIL_UNLOCKED)),
            "change: selected"),
        arguments(
            "disabled already",
            Ask.to(DISABLE, somebody().disabled()),
            "already so: already-disabled"),
        arguments(
            "disabling the locked",
            Ask.to(DISABLE, somebody().lock(Lock.UNTIL_UNLOCKED)),
            "change: selected"),
        arguments("enabled already", Ask.to(ENABLE, somebody()), "already so: already-enabled"),
        arguments("enabled again", Ask.to(ENABLE, somebody().disabled()), "change: selected"),
        // Locked and disabled accounts belong to a selection.
        arguments(
            "the disabled must change too",
            Ask.to(FORCE_CHANGE, somebody().disabled()),
            "change: selected"),
        arguments(
            "the locked must change too",
            Ask.to(FORCE_CHANGE, somebody().lock(Lock.UNTIL_UNLOCKED)),
            "change: selected"),
        // Who is told.
        arguments(
            "nobody to remind", Ask.to(REMIND, somebody().withoutAddresses()), "skip: no-mail"),
        arguments(
            "no address that works without this password",
            Ask.to(RESET, somebody().withoutAddresses()).byMail(),
            "skip: no-recovery-address"),
        arguments(
            "a reset that is shown needs no address",
            Ask.to(RESET, somebody().withoutAddresses()),
            "change: selected"),
        arguments(
            "mailed to the recovery address",
            Ask.to(RESET, somebody()).byMail(),
            "change: selected"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("rows")
  void decides(String sentence, Ask ask, String answer) {
    assertThat(ask.answer()).as(sentence).isEqualTo(answer);
  }

  @ParameterizedTest
  @EnumSource
  void noActionTouchesTheUntouchable(Action action) {
    for (Person person :
        Stream.of(somebody(), somebody().mustChange(), somebody().disabled()).toList()) {
      assertThat(Ask.to(action, person).untouchable("protected").answer())
          .isEqualTo("skip: protected");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noActionTouchesAnAccountWhoseRulesAreUnknown(Action action) {
    Person person = somebody().under(new PolicyInForce.Unresolved("policy-unknown", ""));
    assertThat(Ask.to(action, person).answer()).isEqualTo("skip: policy-unknown");
  }

  @Test
  void aSkipThatCanBeMendedSaysHow() {
    Decision decision = Decider.decide(Ask.to(FORCE_CHANGE, somebody().under(LENIENT)).question());
    assertThat(((Decision.Skip) decision).detail())
        .contains("default")
        .contains("pwdMustChange: TRUE");
  }
}
