package org.keyturn.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyturn.agent.plan.Requests.CLOCK;
import static org.keyturn.agent.plan.Requests.everyone;
import static org.keyturn.agent.plan.Requests.named;
import static org.keyturn.agent.plan.Requests.person;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.policy.Rule;

/** An action that a kind of directory has for nobody: exit code 2, not a run that did nothing. */
final class DoneToNobodyTest {

  @TempDir Path folder;

  private final FakeDirectory directory =
      new FakeDirectory().with(person("anna")).ableTo(Action.RESET, Action.FORCE_CHANGE);

  static Stream<Selection> selections() {
    return Stream.of(named("anna"), everyone());
  }

  @ParameterizedTest
  @MethodSource("selections")
  void isRefusedBeforeAnybodyIsRead(Selection selection) {
    assertThatThrownBy(() -> plan(Action.EXPIRE, selection))
        .isInstanceOfSatisfying(
            DirectoryException.class,
            e -> assertThat(e.kind()).isEqualTo(DirectoryException.Kind.BAD_REQUEST))
        .hasMessageContaining("corp")
        .hasMessageContaining("expire")
        .hasMessageContaining("force-change");
    assertThat(directory.scanned).isEmpty();
    assertThat(directory.batches).isEmpty();
  }

  @Test
  void aReminderIsWrittenByNoDirectory() {
    try (Plan plan = plan(Action.REMIND, named("anna"))) {
      assertThat(plan.header().selected()).isEqualTo(1);
    }
  }

  @Test
  void whatItDoesIsPlanned() {
    try (Plan plan = plan(Action.FORCE_CHANGE, named("anna"))) {
      assertThat(plan.header().changes()).isEqualTo(1);
    }
  }

  private Plan plan(Action action, Selection selection) {
    PlanRequest request =
        new PlanRequest(
            Optional.empty(),
            action,
            selection,
            new Rule.Always(),
            PlanOptions.NONE,
            Optional.empty());
    return new Planner(directory, CLOCK, folder).plan(request);
  }
}
