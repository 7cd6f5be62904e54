package org.keyturn.agent.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Reminders;

/** Runs and accounts for the tests of the ledger. */
final class Samples {

  static final Reminding REMINDING =
      new Reminding(
          new Reminders(
              List.of(Duration.ofDays(14), Duration.ofHours(-12)),
              Duration.ofDays(3),
              Optional.of(Duration.ofDays(1)),
              Optional.of(400)),
          List.of(Reminding.MANAGER, "desk@example.com"),
          new BusinessHours(
              Optional.of("MON-FRI 08:00-18:00"),
              ZoneId.of("Europe/Amsterdam"),
              new TreeSet<>(List.of(LocalDate.of(2026, 12, 25), LocalDate.of(2027, 1, 1)))));

  static final Instant NOW = Instant.parse("2026-11-22T02:30:00.123456Z");

  private Samples() {}

  static Run run(String id) {
    return run(id, Action.RESET);
  }

  static Run run(String id, Action action) {
    return run(id, action, "corp");
  }

  static Run run(String id, Action action, String directory) {
    return new Run(
        id,
        Optional.of("staff-rotation"),
        action,
        directory,
        "ldaps://ldap1.example.com",
        "anna",
        "after the incident",
        "c".repeat(64),
        new Run.Options(
            true,
            "mail",
            Optional.of("desk@example.com"),
            Optional.of(REMINDING),
            Optional.empty()),
        1_234,
        Run.State.OPEN,
        NOW,
        Optional.empty(),
        Optional.empty());
  }

  static Item item(long seq) {
    return item(seq, Item.State.PLANNED, "");
  }

  static Item item(long seq, Item.State state, String reason) {
    return new Item(
        seq,
        new AccountId("id-" + seq),
        "uid=u" + seq + ",ou=people,dc=example,dc=com",
        "u" + seq,
        "password-older-than",
        EntryVersion.of(
            Map.of("pwdChangedTime", "20260101000000Z", "entryCSN", "2026" + seq + "#000#000")),
        state,
        reason,
        "",
        0,
        Optional.empty());
  }

  static Iterator<Item> plan(long accounts) {
    return LongStream.range(0, accounts).mapToObj(Samples::item).iterator();
  }

  static Intent intent(long seq) {
    return new Intent(seq, ("sealed-" + seq).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static List<Intent> intents(long from, long to) {
    return LongStream.range(from, to).mapToObj(Samples::intent).toList();
  }

  static Outcome outcome(long seq, Item.State state) {
    String reason = state == Item.State.APPLIED ? "" : "because";
    return new Outcome(seq, state, reason, "", Optional.empty());
  }

  static Outcome applied(String run, long seq) {
    return new Outcome(seq, Item.State.APPLIED, "", "", Optional.of(message(run, seq)));
  }

  static NewMessage message(String run, long seq) {
    return new NewMessage(
        run + "/" + seq + "/reset",
        "reset",
        "u" + seq + "@example.com",
        "nl",
        Map.of("login", "u" + seq, "name", "Fenna \u0000 \ud83d\udd11 \"de\" Vries\r\nBcc: x"),
        new byte[] {1, 2, 3});
  }

  static List<Outcome> applied(String run, long from, long to) {
    return LongStream.range(from, to).mapToObj(seq -> applied(run, seq)).toList();
  }
}
