package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.plan.Plan;

/** Whatever keeps a window from being sent, its passwords do not stay in memory. */
final class WipedTest {

  private static final int ACCOUNTS = 25;

  @TempDir Path folder;

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("a defect"),
        new DirectoryException(DirectoryException.Kind.BAD_REQUEST, "the search failed"),
        new StackOverflowError("an error"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whereTheSharedSearchFailsThePasswordsOfTheWindowAreWiped(Throwable failure) {
    List<Secret> seen = new ArrayList<>();
    try (Stage stage = new Stage(folder.resolve("store"), ACCOUNTS);
        Plan plan = stage.plan(Action.RESET, "show")) {
      Runner runner =
          new Runner(
              batchesFail(stage.directory, seen, failure),
              stage.ledger,
              stage.passwords,
              RunSettings.with(2, OptionalDouble.empty(), LiveLimits.DEFAULT),
              Clock.systemUTC(),
              stage.stop,
              Progress.NONE);
      try {
        runner.carryOut(plan, new Brief("anna", Optional.empty(), ""), stage.reveal());
      } catch (RuntimeException | Error e) {
        assertThat(e).isSameAs(failure);
      }
      assertThat(stage.directory.asked()).isZero();
    }
    assertThat(seen).hasSize(ACCOUNTS);
    assertThat(seen)
        .allSatisfy(
            secret ->
                assertThatThrownBy(secret::length)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("wiped"));
  }

  /** The stage's directory, but for this. */
  private static Directory batchesFail(Directory directory, List<Secret> seen, Throwable failure) {
    return (Directory)
        Proxy.newProxyInstance(
            Directory.class.getClassLoader(),
            new Class<?>[] {Directory.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("batch")) {
                ((List<?>) arguments[0])
                    .forEach(
                        w -> seen.add(((PasswordChange.Reset) ((Write) w).change()).password()));
                throw failure;
              }
              try {
                return method.invoke(directory, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
