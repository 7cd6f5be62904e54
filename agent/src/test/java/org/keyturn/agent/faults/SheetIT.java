package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Ended;
import org.keyturn.agent.run.Gpg;

/** A thousand people get a new password by a sheet, and the process that writes it is killed. */
final class SheetIT extends FaultPhase {

  private static final int SAMPLE = 100;

  private Gpg gpg;
  private Path sheet;

  @Override
  int people() {
    return 1_000;
  }

  @BeforeEach
  void keys() {
    gpg = new Gpg(room());
    gpg.key("anna@example.com", room().resolve("anna.asc"));
    sheet = room().resolve("new.csv.pgp");
  }

  @AfterEach
  void forget() {
    gpg.close();
  }

  private Keyturn.Launched start() {
    return keyturn()
        .start(
            resetArguments(
                "sheet",
                "--sheet",
                sheet.toString(),
                "--recipient",
                room().resolve("anna.asc").toString()));
  }

  private Map<String, String> opened(Path file) throws IOException {
    Gpg.Said said = gpg.decrypt(file);
    assertThat(said.exit()).as(said.err()).isZero();
    Map<String, String> passwords = new HashMap<>();
    for (CSVRecord row :
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(said.out()))) {
      passwords.put(row.get("login"), row.get("password"));
    }
    return passwords;
  }

  /** Binds as some of them; prints the seed that chose. */
  private void signIn(Map<String, String> passwords) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    List<String> logins = new ArrayList<>(passwords.keySet());
    Collections.sort(logins);
    Collections.shuffle(logins, new Random(seed));
    Map<String, String> some = new HashMap<>();
    logins.stream().limit(SAMPLE).forEach(login -> some.put(login, passwords.get(login)));
    assertThat(some).hasSize(SAMPLE);
    assertThat(slapd().refused(some)).isEmpty();
  }

  @Test
  void whoHasTheKeySignsInAsEachOfThem() throws IOException {
    Ended ended = start().await().expect(0);

    assertThat(ended.accounted()).isEqualTo(people());
    assertThat(ended.number("applied")).isEqualTo(people());
    Map<String, String> passwords = opened(sheet);
    assertThat(passwords).hasSize(people());
    signIn(passwords);
    eachOnce();
    assertThat(ended.out() + ended.err()).doesNotContain(passwords.values());
  }

  @Test
  void killedInItsMiddleWhatWasSetIsReadableAndTheSheetIsCompleted() throws IOException {
    AtomicReference<Keyturn.Launched> victim = new AtomicReference<>();
    gate()
        .post(
            (kind, number) -> {
              if (kind == Kind.MODIFY && number == 450) {
                Objects.requireNonNull(victim.get()).kill();
                return Verdict.CUT;
              }
              return Verdict.PASS;
            });
    Keyturn.Launched launched = start();
    victim.set(launched);
    assertThat(launched.await().exit()).isEqualTo(137);
    gate().leave();

    // Without the ledger and without another run: everybody who was written to can be told.
    assertThat(opened(sheet)).isEmpty();
    Map<String, String> readable = new HashMap<>();
    try (Stream<Path> parts = Files.list(room().resolve("new.csv.pgp.parts"))) {
      for (Path part : parts.sorted().toList()) {
        readable.putAll(opened(part));
      }
    }
    assertThat(readable).containsKeys(writes().keySet().toArray(String[]::new));
    Map<String, String> written = new HashMap<>(readable);
    written.keySet().retainAll(writes().keySet());
    assertThat(slapd().refused(written)).isEmpty();

    Ended ended = resume().expect(0);

    assertThat(ended.number("applied")).isEqualTo(people());
    Map<String, String> passwords = opened(sheet);
    assertThat(passwords).hasSize(people()).containsAllEntriesOf(written);
    signIn(passwords);
    eachOnce();
    assertThat(room().resolve("new.csv.pgp.parts")).doesNotExist();
    resumeDoesNothing();
  }
}
