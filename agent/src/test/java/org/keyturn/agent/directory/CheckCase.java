package org.keyturn.agent.directory;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One line that {@code check} prints where something is wrong: what brings it about on a real
 * server, and what carries its mend out as it is printed.
 */
final class CheckCase {

  interface Step {
    void take() throws Exception;
  }

  interface Tool {
    void carryOut(String mend) throws Exception;
  }

  private final String source;
  private final String words;
  private Step given = () -> {};
  private Step afterwards = () -> {};
  private UnaryOperator<DirectorySettings> settings = UnaryOperator.identity();
  private Clock clock = Clock.systemUTC();
  private @Nullable Tool tool;

  private CheckCase(String source, String words) {
    this.source = source;
    this.words = words;
  }

  /**
   * @param source the class that says it
   * @param words what it says, as far as that stands in the source
   */
  static CheckCase line(String source, String words) {
    return new CheckCase(source, words);
  }

  CheckCase given(Step step) {
    given = step;
    return this;
  }

  CheckCase asking(UnaryOperator<DirectorySettings> other) {
    settings = other;
    return this;
  }

  CheckCase later(Duration by) {
    clock = Clock.offset(Clock.systemUTC(), by);
    return this;
  }

  CheckCase mendedBy(Tool by) {
    tool = by;
    return this;
  }

  CheckCase afterwards(Step step) {
    afterwards = step;
    return this;
  }

  String source() {
    return source;
  }

  String words() {
    return words;
  }

  Step given() {
    return given;
  }

  Step afterwards() {
    return afterwards;
  }

  @Nullable Tool tool() {
    return tool;
  }

  DirectorySettings of(DirectorySettings usual) {
    return settings.apply(usual);
  }

  Clock clock() {
    return clock;
  }

  boolean isSaidBy(Finding finding) {
    return finding.level() != Finding.Level.OK && finding.found().contains(words);
  }

  @Override
  public String toString() {
    return source + ": " + words;
  }
}
