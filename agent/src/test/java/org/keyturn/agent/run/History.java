package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.journal.Item;

/**
 * What happened in a simulation, as an all-seeing bystander writes it down. {@link Checker} judges
 * it; nothing here does. Instants are the numbers of steps.
 */
final class History {

  /** Whose a password is. */
  enum Author {
    NOBODY,
    SELF,
    AGENT
  }

  /** What became of a write that reached the server. */
  enum Fate {
    WRITTEN,
    STALE,
    REJECTED,
    PASSWORD_REFUSED,
    /** No answer: not written, or not yet, or written. */
    UNANSWERED
  }

  /**
   * A write that reached the server.
   *
   * @param sitting which carrying on of a run it belongs to: a process may take one up again
   * @param password empty for what sets none
   */
  record Sent(
      long step,
      String run,
      int process,
      int sitting,
      String account,
      Optional<String> password,
      Fate fate) {}

  /** A write that changed an entry, at once or late. */
  record Applied(long step, String run, String account, Optional<String> password) {}

  /** A password that somebody can read now. */
  record Delivered(long step, String run, String account, String password, String way) {}

  /** An account as it is at the end; one that was deleted is not among them. */
  record Now(String account, String password, Author author) {}

  /** A run as its plan was frozen. */
  record Planned(String run, long step, long selected, boolean resets) {}

  /** What the ledger says at the end. */
  record Ended(String run, boolean done, List<Item> items) {}

  /** Whether the server refuses what lost a race. */
  boolean guarded = true;

  int refusalsInARow = Integer.MAX_VALUE;
  int processes;
  int sittings;
  final List<Sent> sent = new ArrayList<>();
  final List<Applied> applied = new ArrayList<>();
  final List<Delivered> delivered = new ArrayList<>();
  final List<Now> people = new ArrayList<>();
  final Map<String, Planned> plans = new HashMap<>();
  final Map<String, Ended> runs = new HashMap<>();
  final Set<String> untouchable = new HashSet<>();

  /** Account → when its owner changed the password. */
  final Map<String, List<Long>> ownChanges = new HashMap<>();

  /** What happened, line by line, runs named by their turn: the same for the same seed. */
  List<String> lines() {
    List<String> ids =
        plans.values().stream()
            .sorted(Comparator.comparingLong(Planned::step))
            .map(Planned::run)
            .toList();
    List<Object> told = new ArrayList<>();
    told.addAll(sent);
    told.addAll(applied);
    told.addAll(delivered);
    told.addAll(people);
    ids.forEach(id -> told.add(String.valueOf(runs.get(id))));
    List<String> lines = new ArrayList<>();
    for (Object what : told) {
      String line = what.toString();
      for (int i = 0; i < ids.size(); i++) {
        line = line.replace(ids.get(i), "run-" + i);
      }
      lines.add(line);
    }
    return lines;
  }
}
