package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Passwords that are mailed, and a mail folder or a process that is gone (faults 5, 6, 18). */
final class MailIT extends FaultPhase {

  private static final Pattern PASSWORD = Pattern.compile("Temporary password: (\\S+)");
  private static final Pattern LOGIN = Pattern.compile("User name: (\\S+)");

  /** One of the contractors has no address. */
  private static final int TOLD = 39;

  @Override
  int people() {
    return TOLD + 1;
  }

  private Path folder() {
    return room().resolve("mail");
  }

  /** What is in the folder, by name. */
  private Map<String, String> mails() {
    if (!Files.isDirectory(folder())) {
      return Map.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(file -> file.toString().endsWith(".eml"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString(), Slapd::read, (a, b) -> a, TreeMap::new));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everybody has one mail, with the password that signs in. */
  private void everybodyWasTold() {
    Map<String, String> passwords = new TreeMap<>();
    mails()
        .values()
        .forEach(
            mail -> assertThat(passwords.put(found(LOGIN, mail), found(PASSWORD, mail))).isNull());
    assertThat(passwords).hasSize(TOLD);
    assertThat(slapd().refused(passwords)).isEmpty();
    assertThat(writes()).hasSize(TOLD);
    nobodyTwice(writes());
  }

  private static String found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(r -> r.group(1)).findFirst().orElseThrow();
  }

  private long inState(String state) {
    return Pattern.compile("\"state\":\"" + state + "\"")
        .matcher(keyturn().run("-o", "json", "outbox", "--limit", "1000").expect(0).out())
        .results()
        .count();
  }

  @Test
  void fault05WhatWasOwedWhenTheRunWasDoneIsSentOnResume() {
    Keyturn.Launched launched = keyturn().start(resetArguments("mail"));
    Waiting.until("it is about to mail", () -> Files.exists(folder()) || !launched.alive());
    // The first thing that is in the folder is what is made to see whether it takes files.
    Waiting.until("it mails", () -> !mails().isEmpty() || !launched.alive());
    launched.kill();
    assertThat(launched.await().exit()).isEqualTo(137);
    assertThat(mails()).hasSizeLessThan(TOLD);

    assertThat(resume().expect(0).out().strip()).as("the run itself is done").isEqualTo("[]");

    everybodyWasTold();
  }

  @Test
  void fault06WhatWasTakenAndNotMarkedSentIsTheSameMailAgain() throws SQLException {
    // The library is loaded now: later on, all would be mailed meanwhile.
    DriverManager.getConnection("jdbc:sqlite::memory:").close();
    Keyturn.Launched launched = keyturn().start(resetArguments("mail"));
    Waiting.until("it mails", () -> !mails().isEmpty() || !launched.alive());
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + store() + "/keyturn.db");
        Statement sql = other.createStatement()) {
      sql.execute("PRAGMA busy_timeout = 10000");
      sql.execute("BEGIN IMMEDIATE"); // nobody else can write to the ledger any more
      int[] before = new int[1];
      do {
        before[0] = mails().size();
        Waiting.pause(300);
      } while (mails().size() > before[0]);
      launched.kill();
      assertThat(launched.await().exit()).isEqualTo(137);
    }
    Map<String, String> before = mails();
    assertThat(inState("sent"))
        .as("the last one is taken, and not marked")
        .isEqualTo(before.size() - 1);

    resume().expect(0);

    assertThat(mails()).containsAllEntriesOf(before);
    assertThat(inState("sent")).isEqualTo(TOLD);
    everybodyWasTold();
  }

  @Test
  void fault18WhatIsToBeMailedDoesNotStartWhileNothingCanBe() {
    try (Mount readOnly = Mount.at(folder(), "ro")) {
      Ended refused = keyturn().run(resetArguments("mail")).expect(2);

      assertThat(refused.err()).contains(folder().toString()).contains("Nothing was written");
      assertThat(writes()).isEmpty();
    }
    keyturn().run(resetArguments("mail")).expect(0);
    everybodyWasTold();
  }

  /** It goes away under way: what is owed stays sealed in the outbox, and goes out in order. */
  @Test
  void fault18WhatIsOwedIsKeptForADayAndGoesOutInOrder() {
    Keyturn.Launched launched = keyturn().start(resetArguments("mail", "--rate", "20/s"));
    Waiting.until("it writes", () -> gate().seen(Gate.Kind.MODIFIED) > 10 || !launched.alive());
    try (Mount readOnly = Mount.at(folder(), "ro")) {
      launched.await().expect(0);

      assertThat(writes()).hasSize(TOLD);
      assertThat(inState("owed")).isEqualTo(TOLD);
      keyturn().at("+12h").run("outbox", "retry").expect(0);
      assertThat(inState("owed")).isEqualTo(TOLD);
    }
    keyturn().at("+1d").run("outbox", "retry").expect(0);
    assertThat(inState("sent")).isEqualTo(TOLD);
    everybodyWasTold();
    assertThat(sentTimes()).isSorted();
  }

  /** In the order in which they were owed. */
  private List<Instant> sentTimes() {
    List<Instant> newestFirst =
        Pattern.compile("\"sent\":\"([^\"]+)\"")
            .matcher(keyturn().run("-o", "json", "outbox", "--limit", "1000").expect(0).out())
            .results()
            .map((MatchResult r) -> Instant.parse(r.group(1)))
            .collect(Collectors.toList());
    Collections.reverse(newestFirst);
    return newestFirst;
  }
}
