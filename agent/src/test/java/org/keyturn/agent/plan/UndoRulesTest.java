package org.keyturn.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.policy.Decision;

final class UndoRulesTest {

  private static final Supplier<Optional<Reversal>> POSSIBLE =
      () -> Optional.of(new Reversal.Possible("pwdReset: TRUE → none"));
  private static final Supplier<Optional<Reversal>> NOT_ASKED =
      () -> {
        throw new AssertionError("the directory need not be asked");
      };

  private static Done done(Optional<String> later, Optional<String> undone) {
    EntryVersion nothing = EntryVersion.of(Map.of());
    return new Done(
        new AccountId("id-1"), "uid=u1", "u1", nothing, Optional.of(nothing), later, undone);
  }

  private static final Done PLAIN = done(Optional.empty(), Optional.empty());

  private static Decision decide(Action action, Done done, Supplier<Optional<Reversal>> reversal) {
    return UndoRules.decide(action, done, Optional.empty(), reversal);
  }

  @Test
  void whatCanGoBackGoesBack() {
    assertThat(decide(Action.FORCE_CHANGE, PLAIN, POSSIBLE))
        .isEqualTo(new Decision.Change("pwdReset: TRUE → none"));
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "REMIND"})
  void passwordsAndMessagesAreListedAndNothingIsClaimed(Action action) {
    assertThat(decide(action, PLAIN, NOT_ASKED))
        .isInstanceOfSatisfying(
            Decision.Skip.class,
            skip -> {
              assertThat(skip.reason()).isEqualTo("not-undoable");
              assertThat(skip.detail()).isNotBlank();
            });
  }

  @Test
  void theUntouchableStayUntouched() {
    assertThat(UndoRules.decide(Action.DISABLE, PLAIN, Optional.of("protected"), NOT_ASKED))
        .isEqualTo(new Decision.Skip("protected", ""));
  }

  @Test
  void whatWasTakenBackIsNotTakenBackTwice() {
    Done undone = done(Optional.of("run y (undo) wrote to it"), Optional.of("x"));
    assertThat(decide(Action.DISABLE, undone, NOT_ASKED))
        .isEqualTo(new Decision.AlreadySo("already-undone"));
  }

  @Test
  void whatAnotherRunDidSinceStands() {
    Done later = done(Optional.of("run y (disable) wrote to it"), Optional.empty());
    assertThat(decide(Action.DISABLE, later, NOT_ASKED))
        .isEqualTo(new Decision.Skip("changed-since", "run y (disable) wrote to it"));
  }

  @Test
  void whatTheDirectorySaysIsTold() {
    assertThat(decide(Action.DISABLE, PLAIN, () -> Optional.of(new Reversal.ChangedSince("x"))))
        .isEqualTo(new Decision.Skip("changed-since", "x"));
    assertThat(decide(Action.DISABLE, PLAIN, () -> Optional.of(new Reversal.Impossible("y"))))
        .isEqualTo(new Decision.Skip("not-undoable", "y"));
    assertThat(decide(Action.DISABLE, PLAIN, () -> Optional.of(new Reversal.AsBefore())))
        .isEqualTo(new Decision.AlreadySo("already-as-before"));
    assertThat(decide(Action.DISABLE, PLAIN, Optional::empty))
        .isInstanceOfSatisfying(
            Decision.Skip.class, skip -> assertThat(skip.reason()).isEqualTo("gone"));
  }
}
