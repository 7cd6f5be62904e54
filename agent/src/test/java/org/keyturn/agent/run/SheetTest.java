package org.keyturn.agent.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.FencedException;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.password.OpenPgp;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.run.FakeDirectory.Fault;
import org.keyturn.agent.run.RunResult.Ending;

/** The sealed sheet of new passwords, opened with GnuPG at every point where a run can end. */
final class SheetTest {

  private static final int ACCOUNTS = 25;

  @TempDir Path folder;
  private Gpg gpg;
  private Stage stage;
  private Path sheet;
  private OpenPgp seal;

  @BeforeEach
  void open() throws IOException {
    gpg = new Gpg(folder);
    stage = new Stage(folder.resolve("store"), ACCOUNTS);
    sheet = folder.resolve("new.csv.pgp");
    seal = OpenPgp.of(List.of(key("anna")), Optional.empty(), Instant.now());
  }

  @AfterEach
  void close() {
    stage.close();
    gpg.close();
  }

  private byte[] key(String name) throws IOException {
    return Files.readAllBytes(gpg.key(name + "@example.com", folder.resolve(name + ".asc")));
  }

  private RunResult carryOut() {
    return carryOut(new SheetOrder(sheet, seal, Optional.empty()), Given.NOTHING);
  }

  private RunResult carryOut(SheetOrder order, Given given) {
    try (Plan plan = stage.plan(Action.RESET, "sheet")) {
      return stage.carryOut(
          plan, new Brief("anna", Optional.empty(), "", given, Optional.of(order)));
    }
  }

  /** Another process, as it were. */
  private void again() {
    FakeDirectory directory = stage.directory;
    stage.close();
    stage = new Stage(folder.resolve("store"), directory);
  }

  private List<CSVRecord> rows(Path file) throws IOException {
    Gpg.Said said = gpg.decrypt(file);
    assertThat(said.exit()).as(said.err()).isZero();
    return rows(said.out());
  }

  private static List<CSVRecord> rows(String text) throws IOException {
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(new StringReader(text))
        .getRecords();
  }

  private Map<String, String> passwords(Path file) throws IOException {
    Map<String, String> passwords = new TreeMap<>();
    for (CSVRecord row : rows(file)) {
      assertThat(row.get("note")).isEmpty();
      assertThat(passwords.put(row.get("login"), row.get("password"))).isNull();
    }
    return passwords;
  }

  /** What the parts of a run that was cut off tell; of several for one account the last counts. */
  private Map<String, String> parts() throws IOException {
    Map<String, String> passwords = new TreeMap<>();
    try (Stream<Path> parts = Files.list(folder.resolve("new.csv.pgp.parts"))) {
      for (Path part : parts.filter(p -> p.toString().endsWith(".pgp")).sorted().toList()) {
        rows(part).forEach(row -> passwords.put(row.get("login"), row.get("password")));
      }
    }
    return passwords;
  }

  private void works(Map<String, String> passwords) {
    passwords.forEach(
        (login, password) ->
            assertThat(stage.directory.password(login)).as(login).isEqualTo(password));
  }

  private void nothingIsKept(Run run) {
    for (Item item : stage.items(run)) {
      assertThat(stage.ledger.runs().sealed(run.id(), item.seq())).isEmpty();
    }
    assertThat(stage.ledger.runs().sheet(run.id()).orElseThrow().passphrase()).isEmpty();
    assertThat(folder.resolve("new.csv.pgp.parts")).doesNotExist();
    assertThat(folder.resolve("new.csv.pgp.new")).doesNotExist();
  }

  @Test
  void whoHasTheKeyReadsEveryPasswordThatWasSet() throws IOException {
    stage.directory.script("u3", Fault.REJECTED);

    RunResult result = carryOut();

    assertThat(result.tally().applied()).isEqualTo(ACCOUNTS - 1);
    Map<String, String> passwords = passwords(sheet);
    assertThat(passwords).hasSize(ACCOUNTS - 1).doesNotContainKey("u3");
    works(passwords);
    nothingIsKept(result.run());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sheet)))
        .isEqualTo("rw-------");
  }

  @Test
  void everyRecipientAndThePassphraseOpenIt() throws IOException {
    byte[] ours = key("bob");
    Path phrase = folder.resolve("phrase");
    Files.writeString(phrase, "zwei Brüder, ein Wort");
    try (Secret secret = Secret.of("zwei Brüder, ein Wort")) {
      OpenPgp both = OpenPgp.of(List.of(ours), Optional.of(secret), Instant.now());
      carryOut(new SheetOrder(sheet, both, Optional.of(secret)), Given.NOTHING);
    }

    assertThat(passwords(sheet)).hasSize(ACCOUNTS);
    try (Gpg stranger = new Gpg(folder)) {
      assertThat(stranger.decrypt(sheet).exit()).isNotZero();
      Gpg.Said said = stranger.decrypt(sheet, phrase);
      assertThat(said.exit()).as(said.err()).isZero();
      assertThat(rows(said.out())).hasSize(ACCOUNTS);
      Files.writeString(phrase, "zwei Brüder, kein Wort");
      assertThat(stranger.decrypt(sheet, phrase).exit()).isNotZero();
    }
  }

  @Test
  void beforeAWriteIsSentItsPasswordCanBeReadWithoutTheLedger() throws IOException {
    Map<String, String> readable = new TreeMap<>();
    stage.directory.beforeWrite(
        write -> {
          try {
            synchronized (readable) {
              if (!readable.containsKey(write.id().value().substring("id-".length()))) {
                readable.putAll(parts());
              }
              assertThat(readable).containsKey(write.id().value().substring("id-".length()));
            }
            assertThat(gpg.decrypt(sheet).exit()).isZero();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });

    assertThat(carryOut().ending()).isEqualTo(Ending.DONE);
    assertThat(readable).hasSize(ACCOUNTS);
    works(readable);
  }

  @Test
  void aRunThatWasCutOffIsReadableAndItsSheetIsCompletedByAnotherProcess() throws IOException {
    stage.directory.script("u15", Fault.DEFECT);
    try (Secret secret = Secret.of("correct horse battery")) {
      OpenPgp both = OpenPgp.of(List.of(key("bob")), Optional.of(secret), Instant.now());
      assertThatThrownBy(
              () -> carryOut(new SheetOrder(sheet, both, Optional.of(secret)), Given.NOTHING))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(passwords(sheet)).isEmpty();
    Map<String, String> before = parts();
    assertThat(before).hasSizeGreaterThan(10);

    again();
    RunResult result = stage.resume();

    assertThat(result.tally().applied()).isEqualTo(ACCOUNTS);
    Map<String, String> all = passwords(sheet);
    assertThat(all).hasSize(ACCOUNTS).containsAllEntriesOf(before);
    works(all);
    Path phrase = Files.writeString(folder.resolve("phrase"), "correct horse battery");
    try (Gpg stranger = new Gpg(folder)) {
      assertThat(stranger.decrypt(sheet, phrase).exit()).isZero();
    }
    nothingIsKept(result.run());
  }

  @Test
  void aProcessThatDiedWithTheSheetWrittenAndNothingDestroyedWritesItAgain() throws IOException {
    // It dies after the sheet stands in its place: the parts' folder cannot be removed.
    Path stray = folder.resolve("new.csv.pgp.parts/kept/by-somebody");
    stage.directory.beforeWrite(
        write -> {
          try {
            Files.createDirectories(stray);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThatThrownBy(this::carryOut).isInstanceOf(SheetException.class);
    Map<String, String> first = passwords(sheet);
    assertThat(first).hasSize(ACCOUNTS);

    Files.delete(stray);
    again();
    RunResult result = stage.resume();

    assertThat(passwords(sheet)).isEqualTo(first);
    nothingIsKept(result.run());
  }

  @Test
  void aSheetIsNotWrittenOverOnceItsPasswordsAreDestroyed() throws IOException {
    Run run = carryOut().run();
    Map<String, String> first = passwords(sheet);
    // As after a death between the destruction and the end of the run.
    stage.sql("UPDATE runs SET state = 'OPEN', holder = 0");

    again();
    assertThat(stage.resume(run).ending()).isEqualTo(Ending.DONE);

    assertThat(passwords(sheet)).isEqualTo(first);
  }

  @Test
  void aPartThatCannotBeWrittenStopsTheRunBeforeItsWritesAreSent() throws IOException {
    // Where the third part is to be made; while the first is being sent it is not made yet.
    Path obstacle = folder.resolve("new.csv.pgp.parts/000003.new/in-the-way");
    stage.directory.beforeWrite(
        write -> {
          try {
            Files.createDirectories(obstacle);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThatThrownBy(this::carryOut).isInstanceOf(SheetException.class);
    assertThat(stage.directory.asked()).isEqualTo(2 * Stage.WINDOW);

    Files.delete(obstacle);
    stage.directory.beforeWrite(write -> {});
    again();
    RunResult result = stage.resume();
    assertThat(result.tally().applied()).isEqualTo(ACCOUNTS);
    works(passwords(sheet));
    assertThat(passwords(sheet)).hasSize(ACCOUNTS);
  }

  @Test
  void whatIsThereAlreadyIsNotWrittenOverAndNothingIsDone() throws IOException {
    Files.writeString(sheet, "the passwords of last week");

    assertThatThrownBy(this::carryOut)
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("new.csv.pgp exists already");

    assertThat(sheet).hasContent("the passwords of last week");
    assertThat(folder.resolve("new.csv.pgp.parts")).doesNotExist();
    assertThat(stage.directory.asked()).isZero();
    assertThat(stage.ledger.runs().list(1)).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsNamedAndNothingIsDone() {
    sheet = folder.resolve("missing/new.csv.pgp");

    assertThatThrownBy(this::carryOut)
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("missing/new.csv.pgp");
    assertThat(stage.directory.asked()).isZero();
  }

  @Test
  void aPasswordThatLooksLikeAFormulaIsWrittenAsTextAndSaysSo() throws IOException {
    String chosen = "=HYPERLINK(\"x\",'y')";

    carryOut(new SheetOrder(sheet, seal, Optional.empty()), id -> Optional.of(Secret.of(chosen)));

    for (CSVRecord row : rows(sheet)) {
      assertThat(row.get("password")).isEqualTo("'" + chosen);
      assertThat(row.get("note")).isEqualTo(SheetText.NOT_PART);
      assertThat(stage.directory.password(row.get("login"))).isEqualTo(chosen);
      row.forEach(cell -> assertThat(cell).doesNotStartWith("="));
    }
  }

  @Test
  void noPasswordIsOnDiskInClear() throws IOException {
    stage.directory.beforeWrite(write -> nowhere());
    carryOut();
    assertThat(stage.passwords.made).hasSize(ACCOUNTS);
    nowhere();
  }

  private void nowhere() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.exists(file)) {
          String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          assertThat(stage.passwords.made.stream().filter(bytes::contains))
              .as("%s", file)
              .isEmpty();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aKeyThatCannotBeUsedIsRefusedWithTheReason() throws IOException {
    assertThatThrownBy(
            () -> OpenPgp.of(List.of("nonsense".getBytes(UTF_8)), Optional.empty(), Instant.now()))
        .hasMessageContaining("no OpenPGP public key");
    Path sign = folder.resolve("sign.asc");
    gpg.key("sign@example.com", sign, "rsa3072", "sign", "never");
    assertThatThrownBy(
            () -> OpenPgp.of(List.of(Files.readAllBytes(sign)), Optional.empty(), Instant.now()))
        .hasMessageContaining("not for encryption");
    Path secret = folder.resolve("secret.asc");
    gpg.must(
        List.of(
            "--armor", "--output", secret.toString(), "--export-secret-keys", "anna@example.com"));
    assertThatThrownBy(
            () -> OpenPgp.of(List.of(Files.readAllBytes(secret)), Optional.empty(), Instant.now()))
        .hasMessageContaining("private key");
    assertThatThrownBy(() -> OpenPgp.of(List.of(), Optional.empty(), Instant.now()))
        .hasMessageContaining("neither a key nor a passphrase");
  }

  @Test
  void anotherProcessHasTheRunAndThisOneLeavesItsSheetAlone() throws IOException {
    stage.directory.beforeWrite(
        write -> {
          if (write.id().value().equals("id-u24")) {
            // Somebody took it over while this process slept.
            stage.sql("UPDATE runs SET fence = fence + 1");
          }
        });
    assertThatThrownBy(this::carryOut).isInstanceOf(RuntimeException.class);
    assertThat(passwords(sheet)).isEmpty();
    assertThat(parts()).hasSize(ACCOUNTS);
  }

  /**
   * Seed 409: it said that passwords were gone, which the other process had destroyed as it must.
   */
  @Test
  void whoseRunIsTakenOverWhileItWritesItsSheetIsToldSo() {
    stage.passwords.beforeNextOpen(
        () -> {
          stage.sql("UPDATE runs SET fence = fence + 1");
          stage.sql("DELETE FROM sealed WHERE seq > 3");
        });
    assertThatThrownBy(this::carryOut).isInstanceOf(FencedException.class);
  }

  @Test
  void aKeyThatExpiresWhileARunIsOpenEndsItAndBeginsNoOther() throws IOException {
    Path file = folder.resolve("old.asc");
    gpg.must(
        List.of(
            "--faked-system-time",
            "20200101T000000!",
            "--passphrase",
            "",
            "--quick-gen-key",
            "old@example.com",
            "default",
            "default",
            "10d"));
    gpg.must(List.of("--armor", "--output", file.toString(), "--export", "old@example.com"));
    List<byte[]> old = List.of(Files.readAllBytes(file));

    OpenPgp then = OpenPgp.of(old, Optional.empty(), Instant.parse("2020-01-05T00:00:00Z"));
    Path message = folder.resolve("message");
    try (OutputStream out = then.seal(Files.newOutputStream(message), "message")) {
      out.write("for whom it concerns".getBytes(UTF_8));
    }

    assertThat(gpg.decrypt(message).out()).isEqualTo("for whom it concerns");
    assertThatThrownBy(
            () -> OpenPgp.of(old, Optional.empty(), Instant.parse("2020-02-01T00:00:00Z")))
        .hasMessageContaining("expired");
  }
}
