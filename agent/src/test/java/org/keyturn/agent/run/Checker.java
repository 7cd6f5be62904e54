package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.run.History.Applied;
import org.keyturn.agent.run.History.Author;
import org.keyturn.agent.run.History.Delivered;
import org.keyturn.agent.run.History.Ended;
import org.keyturn.agent.run.History.Fate;
import org.keyturn.agent.run.History.Now;
import org.keyturn.agent.run.History.Planned;
import org.keyturn.agent.run.History.Sent;

/** Holds a history against what is promised. Pure; each broken promise is a sentence. */
final class Checker {

  private final History history;
  private final Set<String> problems = new TreeSet<>();

  private Checker(History history) {
    this.history = history;
  }

  static List<String> problems(History history) {
    Checker checker = new Checker(history);
    checker.accounted();
    checker.learnable();
    checker.onePasswordForEach();
    checker.ownChangesWin();
    checker.writtenOnce();
    checker.untouched();
    checker.asRecorded();
    checker.braked();
    return List.copyOf(checker.problems);
  }

  private void expect(boolean so, String otherwise, Object... values) {
    if (!so) {
      problems.add(otherwise.formatted(values));
    }
  }

  /** Every selected account has one outcome, and the run an end. */
  private void accounted() {
    for (Planned plan : history.plans.values()) {
      Ended run = history.runs.get(plan.run());
      if (run != null) {
        expect(run.done(), "accounted: run %s has no end", plan.run());
        expect(
            run.items().size() == plan.selected(),
            "accounted: run %s selected %d and has %d",
            plan.run(),
            plan.selected(),
            run.items().size());
        run.items()
            .forEach(
                i ->
                    expect(
                        i.state().isOutcome(),
                        "accounted: %s of run %s is %s",
                        i.login(),
                        plan.run(),
                        i.state()));
      }
    }
  }

  /** Whoever has a password of ours can read it somewhere. */
  private void learnable() {
    Set<String> readable = new HashSet<>();
    history.delivered.forEach(d -> readable.add(d.account() + " " + d.password()));
    for (Now person : history.people) {
      expect(
          person.author() != Author.AGENT
              || readable.contains(person.account() + " " + person.password()),
          "learnable: %s has %s, which nobody can read",
          person.account(),
          person.password());
    }
  }

  /** A run tells a person one password, and one that was set. */
  private void onePasswordForEach() {
    Map<String, String> told = new HashMap<>();
    for (Delivered d : history.delivered) {
      String before = told.putIfAbsent(d.run() + " " + d.account(), d.password());
      expect(
          before == null || before.equals(d.password()),
          "one password: run %s told %s both %s and %s",
          d.run(),
          d.account(),
          before,
          d.password());
      expect(
          history.applied.stream()
              .anyMatch(
                  a ->
                      a.run().equals(d.run())
                          && a.account().equals(d.account())
                          && a.password().equals(Optional.of(d.password()))),
          "one password: run %s told %s %s, which it never set",
          d.run(),
          d.account(),
          d.password());
    }
  }

  /** Nobody who changed their own password after the plan was read is written over. */
  private void ownChangesWin() {
    if (!history.guarded) {
      return;
    }
    for (Applied a : history.applied) {
      Planned plan = Objects.requireNonNull(history.plans.get(a.run()));
      expect(
          a.password().isEmpty()
              || history.ownChanges.getOrDefault(a.account(), List.of()).stream()
                  .noneMatch(step -> step > plan.step() && step < a.step()),
          "own change wins: run %s wrote over the own change of %s",
          a.run(),
          a.account());
    }
  }

  /**
   * One password write for each account and run; what is sent again follows a write without an
   * answer, or a process that ended, and carries the same password.
   */
  private void writtenOnce() {
    Map<String, List<Sent>> byAccount = new HashMap<>();
    for (Sent s : history.sent) {
      if (s.password().isPresent()) {
        byAccount.computeIfAbsent(s.run() + " " + s.account(), k -> new ArrayList<>()).add(s);
      }
    }
    byAccount.forEach(this::writtenOnce);
    Map<String, Integer> applied = new HashMap<>();
    for (Applied a : history.applied) {
      int times = applied.merge(a.run() + " " + a.account(), 1, Integer::sum);
      expect(
          times == 1 || !history.guarded || a.password().isEmpty(),
          "written once: %s was written %d times",
          a.run() + " " + a.account(),
          times);
    }
  }

  private void writtenOnce(String key, List<Sent> writes) {
    int allowed = 1;
    Sent before = writes.get(0);
    for (Sent s : writes.subList(1, writes.size())) {
      boolean another = s.process() != before.process();
      boolean refused = before.fate() == Fate.PASSWORD_REFUSED;
      expect(
          refused || s.password().equals(before.password()),
          "written once: %s was sent %s and then %s",
          key,
          before.password().orElse(""),
          s.password().orElse(""));
      allowed += refused || another || before.fate() == Fate.UNANSWERED ? 1 : 0;
      before = s;
    }
    expect(
        writes.size() <= allowed,
        "written once: %s was sent %d times, and %d had a reason",
        key,
        writes.size(),
        allowed);
  }

  private void untouched() {
    history.sent.forEach(
        s ->
            expect(
                !history.untouchable.contains(s.account()),
                "untouchable: %s was written",
                s.account()));
  }

  /** What the ledger calls written was, and nothing else. */
  private void asRecorded() {
    Set<String> written = new HashSet<>();
    history.applied.forEach(a -> written.add(a.run() + " " + a.account()));
    for (Ended run : history.runs.values()) {
      for (Item item : run.items()) {
        boolean wrote = written.contains(run.run() + " " + item.id().value());
        expect(
            wrote || item.state() != Item.State.APPLIED,
            "as recorded: %s of run %s is APPLIED and was not written",
            item.id().value(),
            run.run());
        expect(
            !wrote
                || item.state() == Item.State.APPLIED
                || (item.state() == Item.State.ALREADY_SO && !resets(run))
                || changedSince(run, item),
            "as recorded: %s of run %s is %s (%s) and was written",
            item.id().value(),
            run.run(),
            item.state(),
            item.reason());
      }
    }
  }

  /** Whose flag it is that was found set after a missing answer, nobody can tell. */
  private boolean resets(Ended run) {
    return Objects.requireNonNull(history.plans.get(run.run())).resets();
  }

  /** Written without an answer, and then gone or changed by its owner or a later run: skipped. */
  private boolean changedSince(Ended run, Item item) {
    String account = item.id().value();
    long step =
        history.applied.stream()
            .filter(a -> a.run().equals(run.run()) && a.account().equals(account))
            .mapToLong(Applied::step)
            .findFirst()
            .orElseThrow();
    boolean there = history.people.stream().anyMatch(p -> p.account().equals(account));
    boolean own =
        history.ownChanges.getOrDefault(account, List.of()).stream().anyMatch(s -> s > step);
    boolean later =
        history.applied.stream()
            .anyMatch(
                a -> a.account().equals(account) && !a.run().equals(run.run()) && a.step() > step);
    return item.state() == Item.State.SKIPPED && (!there || own || later);
  }

  /** Whoever carries a run on sends no more refused accounts in a row than the brake allows. */
  private void braked() {
    Map<Integer, Integer> inRow = new HashMap<>();
    Set<String> refused = new HashSet<>();
    for (Sent s : history.sent) {
      boolean refusal = s.fate() == Fate.REJECTED || s.fate() == Fate.PASSWORD_REFUSED;
      if (s.fate() == Fate.UNANSWERED) {
        continue;
      }
      if (!refusal) {
        inRow.put(s.sitting(), 0);
      } else if (refused.add(s.sitting() + " " + s.account())) {
        int now = inRow.merge(s.sitting(), 1, Integer::sum);
        expect(
            now <= history.refusalsInARow,
            "bounded: process %d had %d refusals in a row",
            s.process(),
            now);
      }
    }
  }
}
