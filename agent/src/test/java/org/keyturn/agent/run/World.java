package org.keyturn.agent.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.run.History.Author;

/**
 * Everything outside of the agent in a simulation: the entries of the directory, the clock, and
 * what goes wrong. Each thing that the agent does is a step, and at each step something may happen,
 * as the seed has it.
 */
final class World {

  /**
   * A write on its way.
   *
   * @param password empty: the flag alone
   */
  record OnItsWay(
      String run,
      String account,
      String dn,
      EntryVersion expected,
      Optional<String> password,
      boolean mustChange) {}

  /** The process died, all at once. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** What is deliberately wrong, so that the checker has something to find. */
  enum Defect {
    NONE,
    /** Whatever was written is taken for the agent's own. */
    EVERYTHING_IS_OURS,
    /** What was written is taken for lost. */
    NOTHING_IS_OURS,
    /** The server writes over what changed. */
    NO_GUARD
  }

  private static final int KILLS = 3;

  final SplittableRandom random;
  final History history = new History();
  final Map<String, ModelEntry> entries = new LinkedHashMap<>();
  private final List<OnItsWay> late = new ArrayList<>();
  private Weather weather;
  private Instant now = Instant.parse("2060-11-27T08:00:00Z");
  private Instant latest = now;
  private long nanos;
  private long step;
  private int kills;
  private boolean tookOver;
  private int renamed;
  boolean away;
  final Defect defect;

  World(SplittableRandom random, int accounts, Defect defect) {
    this.defect = defect;
    this.random = random;
    this.weather = Weather.drawn(random);
    for (int i = 0; i < accounts; i++) {
      ModelEntry entry = new ModelEntry("id-" + i, "u" + i);
      entry.refuses = weather.writes() > 100 && random.nextInt(4) == 0;
      entries.put(entry.id, entry);
    }
  }

  /** Nothing goes wrong any more; what was on its way has arrived. */
  void calm() {
    weather = new Weather(0, 0, 0, 0, 0, 0, 0, 0);
    away = false;
    now = latest.plus(Duration.ofDays(1));
    List.copyOf(late).forEach(this::arrive);
  }

  boolean isCalm() {
    return weather.equals(new Weather(0, 0, 0, 0, 0, 0, 0, 0));
  }

  long step() {
    return step;
  }

  boolean happens(int ofThousand) {
    return ofThousand > 0 && random.nextInt(1_000) < ofThousand;
  }

  Weather weather() {
    return weather;
  }

  /** A step of a process. */
  void at(AgentProcess process) {
    if (process.dead) {
      throw new Killed();
    }
    step++;
    nanos += 1_000_000;
    now = now.plusMillis(random.nextInt(50));
    for (OnItsWay write : List.copyOf(late)) {
      if (happens(50)) {
        arrive(write);
      }
    }
    if (happens(weather.people())) {
      somebodyElse();
    }
    if (happens(weather.clock())) {
      now = now.plus(Duration.ofHours(random.nextInt(5) - 2));
      if (random.nextInt(10) == 0) {
        now = now.plus(Duration.ofDays(3_650L * (random.nextBoolean() ? 1 : -1)));
      }
    }
    latest = now.isAfter(latest) ? now : latest;
    away = away || happens(weather.outages());
    if (happens(weather.stops())) {
      process.stop.ask();
    }
    if (kills < KILLS && happens(weather.kills())) {
      kills++;
      process.dead = true;
      throw new Killed();
    }
    if (!tookOver && happens(weather.takeOvers()) && process.mayBeTakenOver()) {
      tookOver = true;
      process.takenOver();
    }
  }

  /** A run waits for the directory. */
  void waits() {
    now = now.plusSeconds(30);
    away = away && random.nextInt(5) < 2;
  }

  private void somebodyElse() {
    List<ModelEntry> ordinary =
        entries.values().stream().filter(e -> !history.untouchable.contains(e.id)).toList();
    if (ordinary.isEmpty()) {
      return;
    }
    ModelEntry entry = ordinary.get(random.nextInt(ordinary.size()));
    switch (random.nextInt(8)) {
      case 0 -> entries.remove(entry.id);
      case 1 -> {
        entries.remove(entry.id);
        ModelEntry again = new ModelEntry(entry.id + "-again", entry.login);
        again.dn = entry.dn;
        entries.put(again.id, again);
      }
      case 2 -> entry.dn = entry.dn.replaceFirst("=[^,]*", "=moved" + ++renamed);
      default -> {
        entry.password = "own-" + step;
        entry.author = Author.SELF;
        entry.modifier = Author.SELF;
        entry.mustChange = false;
        entry.changed++;
        history.ownChanges.computeIfAbsent(entry.id, id -> new ArrayList<>()).add(step);
      }
    }
  }

  void delay(OnItsWay write) {
    late.add(write);
  }

  /** A server that refuses a write refuses the same one when it is late. */
  void refuse(String account) {
    late.removeIf(write -> write.account().equals(account));
  }

  /** What is late for an entry arrives now, or later still. */
  void perhapsArrive(String account) {
    for (OnItsWay write : List.copyOf(late)) {
      if (write.account().equals(account) && random.nextBoolean()) {
        arrive(write);
      }
    }
  }

  private void arrive(OnItsWay write) {
    late.remove(write);
    if (refusal(write) == null) {
      WriteResult unused = written(write);
    }
  }

  /** What the server says of a write that must not be done; null where it may. */
  @Nullable WriteResult refusal(OnItsWay write) {
    ModelEntry entry = entries.get(write.account());
    if (entry == null) {
      boolean other = entries.values().stream().anyMatch(e -> e.dn.equals(write.dn()));
      return new WriteResult.Stale(other ? "replaced" : "gone", "");
    }
    if (!entry.dn.equals(write.dn())) {
      return new WriteResult.Stale("moved", "now " + entry.dn);
    }
    if (write.password().isEmpty() && entry.mustChange) {
      return new WriteResult.AlreadySo();
    }
    return defect == Defect.NO_GUARD
            || entry.isAsPlanned(write.expected(), write.password().isPresent())
        ? null
        : new WriteResult.Stale("changed-since-plan", "");
  }

  WriteResult written(OnItsWay write) {
    ModelEntry entry = entries.get(write.account());
    if (entry == null) {
      return new WriteResult.Stale("gone", "");
    }
    write
        .password()
        .ifPresent(
            password -> {
              entry.password = password;
              entry.changed++;
              entry.author = Author.AGENT;
            });
    entry.modifier = Author.AGENT;
    entry.mustChange = write.mustChange();
    history.applied.add(new History.Applied(step, write.run(), write.account(), write.password()));
    return new WriteResult.Applied(entry.version());
  }

  long nanoTime() {
    return nanos;
  }

  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  void later(Duration time) {
    now = now.plus(time);
  }
}
