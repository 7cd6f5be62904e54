package org.keyturn.agent.web;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.console.AuditSearch;
import org.keyturn.agent.console.Checkup;
import org.keyturn.agent.console.OutboxDesk;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.RunHistory;
import org.keyturn.agent.console.Schedules;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Intent;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Rosters;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.schedule.ScheduleSettings;

/** The pages about the agent itself, with jobs, and a ledger to fill with what befell it. */
public final class Operated implements AutoCloseable {

  static final String EVIL = "<script>alert(1)</script>\"' onx=\r\n\u202e";

  final Office office;
  final Ledger ledger;
  private final Path folder;
  private @Nullable People people;
  private int delivered;

  public Operated(Path folder) {
    this.folder = folder;
    this.office = new Office(folder, this::pages);
    this.ledger = office.town.ledger;
    Object unused = ledger.holders().register(Holder.Kind.DAEMON);
  }

  private static void fail(Error error) {
    throw error;
  }

  /** Where a browser finds it. */
  public String address() {
    return office.portal.server.address();
  }

  /** Of every operator: {@code vera} looks, {@code anna} does everything. */
  public String password() {
    return Town.OLD;
  }

  /** How often messages were asked to be delivered soon. */
  int delivered() {
    return delivered;
  }

  private List<Pages> pages(Office office) {
    Ledger store = office.town.ledger;
    Schedules schedules =
        new Schedules(
            List.of(
                job("nightly", Optional.of("0 30 2 ? * MON-FRI")),
                job("often", Optional.of("0 0/5 * * * ?")),
                job("by-hand", Optional.empty())),
            store);
    OutboxDesk outbox = new OutboxDesk(store, () -> delivered++);
    Clock clock = Clock.systemUTC();
    people =
        new People(
            office.town.served(),
            name -> Rosters.open(new StoreSettings(folder.resolve("store")), name),
            clock);
    return List.of(
        new OperationPages(
            sight -> 2,
            people,
            schedules,
            new RunHistory(store),
            outbox,
            new AuditSearch(store, clock, Operated::fail),
            new Checkup(
                new Checkup.Settings(
                    "1.2.3",
                    folder.resolve("store"),
                    true,
                    () -> Optional.of(clock.instant().plus(Duration.ofDays(5)))),
                store,
                office.town.served(),
                schedules,
                outbox,
                clock),
            clock));
  }

  private static Schedules.Declared job(String name, Optional<String> cron) {
    return new Schedules.Declared(
        name,
        Action.FORCE_CHANGE,
        "corp",
        cron.map(c -> new ScheduleSettings(c, ZoneId.of("Europe/Amsterdam"), Duration.ofHours(1))),
        false);
  }

  static Run run(String id, String job, Instant at) {
    return new Run(
        id,
        Optional.of(job),
        Action.FORCE_CHANGE,
        "corp",
        "ldaps://localhost",
        "anna " + EVIL,
        "because " + EVIL,
        "c".repeat(64),
        Run.Options.NONE,
        3,
        Run.State.OPEN,
        at,
        Optional.empty(),
        Optional.empty());
  }

  static Iterator<Item> items(int many, Item.State state, String reason) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      items.add(
          new Item(
              i,
              new AccountId("id-" + i),
              "uid=u" + i,
              "u" + i,
              "always",
              EntryVersion.of(Map.of()),
              state,
              reason,
              "",
              0,
              Optional.empty()));
    }
    return items.iterator();
  }

  /** A month of runs, one of them a campaign that was paused, and mail that nobody takes. */
  public void befall() {
    Instant now = Instant.now();
    for (int day = 29; day >= 0; day--) {
      String id = "202611%02d-013000-befe".formatted(30 - day);
      carriedOut(id, now.minus(Duration.ofDays(day)), 20 + day * 7 % 31, day % 9 == 0 ? 6 : 0);
    }
    String campaign = "20261128-020000-wave";
    Runs.Ownership ownership =
        ledger
            .runs()
            .begin(
                run(campaign, "nightly", now),
                items(600, Item.State.PLANNED, ""),
                item -> new byte[0],
                Optional.empty(),
                Optional.of(daily(200)));
    ledger.campaigns().rest(ownership, now.plus(Duration.ofHours(20)), Optional.empty());
    ledger.campaigns().pause(campaign, "stopped by anna: wrong list");
    ledger.pauses().pause("often", "anna", "until the migration is over");
    ledger.occurrences().missed("nightly", now, "no agent was there in time");
    owe("fenna", EVIL);
    ledger
        .outbox()
        .parked(owe("bram", ""), "550 5.1.1 no such user; see the address of the account");
    ledger.outbox().failed(owe("kees", ""), "421 try later", now.plus(Duration.ofMinutes(40)));
    ledger.outbox().sent(owe("sofie", ""));
  }

  static Waves daily(int size) {
    return new Waves(
        size,
        0,
        Duration.ofDays(1),
        100,
        new BusinessHours(Optional.empty(), ZoneId.of("UTC"), new TreeSet<>()));
  }

  /** A run of that many, of whom some failed. */
  void carriedOut(String id, Instant at, int accounts, int failed) {
    Runs.Ownership ownership =
        ledger.runs().begin(run(id, "nightly", at), items(accounts, Item.State.PLANNED, ""));
    List<Intent> intents = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (int seq = 0; seq < accounts; seq++) {
      boolean bad = seq < failed;
      intents.add(new Intent(seq, new byte[0]));
      outcomes.add(
          new Outcome(
              seq,
              bad ? Item.State.FAILED : Item.State.APPLIED,
              bad ? "refused" : "",
              "",
              Optional.empty()));
    }
    ledger.runs().intend(ownership, intents);
    ledger.runs().record(ownership, outcomes);
    ledger.runs().finish(ownership);
  }

  /** Its number. */
  long owe(String login, String more) {
    ledger
        .outbox()
        .add(
            new NewMessage(
                login,
                "reset-link" + more,
                Channel.MAIL,
                login + "@contoso.example",
                "en",
                Map.of("login", login),
                new byte[0]));
    return ledger.outbox().about(login, 1).get(0).id();
  }

  @Override
  public void close() {
    if (people != null) {
      people.close();
    }
    office.close();
  }
}
