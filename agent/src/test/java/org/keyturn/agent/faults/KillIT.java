package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Ended;

/** {@code kill -9} at each step of a run of two windows (faults 1 to 5). */
final class KillIT extends FaultPhase {

  /** How many writes share one flush to the disk. */
  private static final int WINDOW = 100;

  /** As many as there are connections by default. */
  private static final int WRITERS = 16;

  private static final Pattern PASSWORD = Pattern.compile("Temporary password: (\\S+)");
  private static final Pattern LOGIN = Pattern.compile("User name: (\\S+)");
  private static final Pattern MESSAGE_ID = Pattern.compile("Message-ID: (\\S+)");

  /** When the process dies. */
  private enum Step {
    FIRST_INTENT_BEFORE_SEND(Kind.MODIFY, 1, false),
    SENT_BEFORE_THE_ANSWER(Kind.MODIFIED, 50, false),
    ANSWERED_BEFORE_THE_OUTCOME(Kind.MODIFIED, 60, true),
    LAST_ANSWER_OF_A_WINDOW(Kind.MODIFIED, WINDOW, true),
    SECOND_WINDOW_BEFORE_SEND(Kind.MODIFY, 150, false),
    LAST_ANSWER_OF_ALL(Kind.MODIFIED, 200, true);

    private final Kind kind;
    private final int number;
    private final boolean passed;

    Step(Kind kind, int number, boolean passed) {
      this.kind = kind;
      this.number = number;
      this.passed = passed;
    }
  }

  private final AtomicReference<Keyturn.Launched> victim = new AtomicReference<>();

  private void killVictim() {
    Keyturn.Launched launched = victim.get();
    if (launched != null) {
      launched.kill();
    }
  }

  /** Starts it, lets it run into the watchman's knife, and buries it. */
  private Ended killed(Gate.Watchman watchman, String deliver) {
    gate().post(watchman);
    Keyturn.Launched launched = keyturn().start(resetArguments(deliver));
    victim.set(launched);
    Ended ended = launched.await();
    gate().leave();
    assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(137);
    return ended;
  }

  private Gate.Watchman at(Step step) {
    return new Gate.Watchman() {
      @Override
      public Verdict judge(Kind kind, int number) {
        if (!step.passed && kind == step.kind && number == step.number) {
          killVictim();
          return Verdict.CUT;
        }
        return Verdict.PASS;
      }

      @Override
      public void passed(Kind kind, int number) {
        if (step.passed && kind == step.kind && number == step.number) {
          killVictim();
        }
      }
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"FIRST_INTENT_BEFORE_SEND", "SECOND_WINDOW_BEFORE_SEND"})
  void fault02AfterTheIntentBeforeItIsSent(Step step) {
    everybodyGetsOnePasswordThatIsShown(step);
  }

  @Test
  void fault03SentBeforeTheAnswer() {
    everybodyGetsOnePasswordThatIsShown(Step.SENT_BEFORE_THE_ANSWER);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ANSWERED_BEFORE_THE_OUTCOME", "LAST_ANSWER_OF_A_WINDOW", "LAST_ANSWER_OF_ALL"})
  void fault04AnsweredBeforeTheOutcome(Step step) {
    everybodyGetsOnePasswordThatIsShown(step);
  }

  private void everybodyGetsOnePasswordThatIsShown(Step step) {
    killed(at(step), "show");

    allWell(resume());
    resumeDoesNothing();
  }

  @Test
  void fault01WhileItReadsNothingIsWrittenAndNothingIsLeft() {
    killed(
        (kind, number) -> {
          if (kind == Kind.SEARCH && number == 3) {
            killVictim();
            return Verdict.CUT;
          }
          return Verdict.PASS;
        },
        "show");

    assertThat(resume().expect(0).out().strip()).isEqualTo("[]");
    assertThat(writes()).isEmpty();
  }

  @Test
  void fault04WhatWasShownBeforeTheEndIsWhatIsShownAgain() {
    Keyturn.Launched launched = reset();
    Waiting.until("something is shown", () -> launched.said().contains("{") || !launched.alive());
    launched.kill();
    Ended first = launched.await();

    Ended second = resume();

    Map<String, String> shown = new HashMap<>(first.passwords());
    second
        .passwords()
        .forEach((login, password) -> assertThat(shown.put(login, password)).isIn(null, password));
    assertThat(shown).hasSize(people());
    assertThat(slapd().refused(shown)).isEmpty();
    eachOnce();
  }

  /**
   * The first window has its outcomes and owes its mails, none is sent; the second is under way.
   */
  private Gate.Watchman afterTheFirstWindow() {
    return (kind, number) -> {
      // Writers overtake each other: only so many later is it surely one of the second window.
      if (kind == Kind.MODIFY && number > WINDOW + WRITERS) {
        Waiting.until("the first window is recorded", () -> applied() >= WINDOW);
        killVictim();
        return Verdict.CUT;
      }
      return Verdict.PASS;
    };
  }

  private long applied() {
    return keyturn().run("-o", "json", "runs").expect(0).number("applied");
  }

  @Test
  void fault01WhoseWindowWasRecordedIsDoneAndTheOthersAreUntouched() {
    killed(afterTheFirstWindow(), "show");
    assertThat(writes().size()).isBetween(WINDOW, WINDOW + 2 * WRITERS);

    // Whoever looks settles what was under way.
    Ended shown = keyturn().run("-o", "json", "runs").expect(0);
    assertThat(shown.number("applied")).isEqualTo(writes().size());
    assertThat(shown.number("parked")).isEqualTo((long) people() - writes().size());

    allWell(resume());
  }

  @Test
  void fault05MailsThatWereOwedAreSentOnceWithThePasswordThatWorks() throws IOException {
    killed(afterTheFirstWindow(), "mail");
    assertThat(mails()).isEmpty();

    Ended ended = resume().expect(0);

    long told = ended.number("applied");
    assertThat(ended.accounted()).isEqualTo(people());
    assertThat(told).isBetween(people() - 10L, (long) people());
    Map<String, String> mails = mails();
    assertThat(mails).hasSize((int) told);
    assertThat(slapd().refused(mails)).isEmpty();
    assertThat(writes()).hasSize((int) told).allSatisfy((k, n) -> assertThat(n).isEqualTo(1));
    keyturn().run("resume").expect(0);
    assertThat(mails()).isEqualTo(mails);
  }

  /** Password by login; fails where somebody has two mails, or two mails one Message-ID. */
  private Map<String, String> mails() throws IOException {
    Path folder = room().resolve("mail");
    Map<String, String> passwords = new HashMap<>();
    Map<String, Path> ids = new HashMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".eml")).toList()) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          assertThat(ids.put(found(MESSAGE_ID, text), file)).isNull();
          assertThat(passwords.put(found(LOGIN, text), found(PASSWORD, text))).isNull();
        }
      }
    }
    return passwords;
  }

  private static String found(Pattern pattern, String text) {
    Matcher m = pattern.matcher(text);
    assertThat(m.find()).as("%s in %s", pattern, text).isTrue();
    return m.group(1);
  }
}
