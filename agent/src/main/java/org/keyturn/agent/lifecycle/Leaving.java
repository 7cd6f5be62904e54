package org.keyturn.agent.lifecycle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.HeldValues;
import org.keyturn.agent.directory.Membership;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Placement;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.RemovalStep;
import org.keyturn.agent.journal.RemovalStep.Kind;
import org.keyturn.agent.journal.RemovalStep.State;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs.Ownership;

/**
 * Removes one account: disabled, a password that nobody knows, out of its groups, its keys taken,
 * moved to the archive. What it was is on disk before the first of these, and each has its intent
 * before and its outcome after it; so whoever takes it up again, after a crash too, goes on at the
 * first that has none. Thread-safe.
 */
final class Leaving {

  private final Directory directory;
  private final Placement placement;
  private final Removals removals;
  private final RemovalSettings settings;
  private final Run run;
  private final Ownership ownership;
  private final Scrambling scrambling;

  Leaving(
      Directory directory,
      Removals removals,
      RemovalSettings settings,
      Run run,
      Ownership ownership) {
    this.directory = directory;
    this.placement = directory.placement();
    this.removals = removals;
    this.settings = settings;
    this.run = run;
    this.ownership = ownership;
    this.scrambling = new Scrambling(directory, removals, ownership);
  }

  WriteResult apply(Write write, PasswordChange.Remove change) {
    Optional<Account> now = directory.read(write.id());
    if (now.isEmpty()) {
      return new WriteResult.Stale("gone", "the entry does not exist any more");
    }
    Optional<Removal> earlier = removals.find(run.directory(), write.id());
    if (earlier.filter(r -> r.run().equals(run.id())).isEmpty()) {
      Optional<WriteResult> refusal = refusal(write, now.get());
      if (refusal.isPresent()) {
        return refusal.get();
      }
      begin(now.get(), earlier);
    }
    return steps(write, now.get(), change);
  }

  /** What would stop it half-way is better said before anything is done. */
  private Optional<WriteResult> refusal(Write write, Account now) {
    if (!NormalDn.of(now.dn()).equals(NormalDn.of(write.dn()))) {
      return Optional.of(new WriteResult.Stale("moved", "now " + now.dn()));
    }
    String there = Placement.below(now.dn(), archive());
    return isArchived(now) || !placement.exists(there)
        ? Optional.empty()
        : Optional.of(
            new WriteResult.Rejected("name-taken", -1, there + " exists; nothing was done"));
  }

  private void begin(Account now, Optional<Removal> earlier) {
    List<RemovalStep> steps = new ArrayList<>();
    steps.add(new RemovalStep(0, Kind.DISABLE, "", "", List.of()));
    steps.add(new RemovalStep(0, Kind.SCRAMBLE, "", "", List.of()));
    if (settings.leaveGroups()) {
      placement.membershipsOf(now).forEach(m -> steps.add(leave(m)));
    }
    placement
        .held(now.dn(), settings.clear())
        .forEach(h -> steps.add(new RemovalStep(0, Kind.CLEAR, "", h.attribute(), h.values())));
    steps.add(new RemovalStep(0, Kind.MOVE, "", "", List.of()));
    Removal removal =
        new Removal(
            run.directory(),
            now.id(),
            run.id(),
            now.dn(),
            now.login(),
            now.mail().orElse(""),
            manager(now),
            now.state().enabled(),
            Removal.State.BEGUN,
            run.startedAt(),
            run.options().lifecycle().purgeAfter());
    removals.begin(ownership, removal, steps, earlier.filter(r -> isPast(r, now)).isPresent());
  }

  /** Asked before the entry loses whatever names them. */
  private Optional<AccountId> manager(Account now) {
    return run.options().lifecycle().tellManager()
        ? Optional.ofNullable(directory.managersOf(List.of(now.id())).get(now.id()))
            .map(Account::id)
        : Optional.empty();
  }

  private static RemovalStep leave(Membership m) {
    return new RemovalStep(
        0,
        Kind.LEAVE,
        m.group(),
        m.attribute(),
        List.of(m.value().getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether what an earlier removal recorded was given back since, by us or by others. */
  private boolean isPast(Removal earlier, Account now) {
    return !earlier.isGone()
        || (earlier.state() == Removal.State.REMOVED && !isArchived(now))
        || removals.steps(run.directory(), now.id()).stream()
            .noneMatch(step -> step.state().owesBack());
  }

  private WriteResult steps(Write write, Account now, PasswordChange.Remove change) {
    List<RemovalStep> steps = removals.steps(run.directory(), now.id());
    List<String> kept = new ArrayList<>();
    for (RemovalStep step : steps) {
      if (step.state().isTaken()) {
        continue;
      }
      WriteResult result = take(step, write, now, change);
      if (isSo(result)) {
        removals.mark(ownership, now.id(), step, State.DONE);
      } else if (step.kind() == Kind.LEAVE && isLeft(result)) {
        removals.mark(ownership, now.id(), step, State.LEFT);
        if (result instanceof WriteResult.Rejected r) {
          kept.add(r.detail());
        }
      } else {
        return Progress.told(result, removals.steps(run.directory(), now.id()));
      }
    }
    removals.end(ownership, now.id(), Removal.State.REMOVED);
    return ended(write, kept);
  }

  private WriteResult take(
      RemovalStep step, Write write, Account now, PasswordChange.Remove change) {
    if (step.kind() == Kind.SCRAMBLE) {
      return scrambling.take(step, now.id(), change.password());
    }
    boolean first = step.state() == State.PLANNED;
    removals.mark(ownership, now.id(), step, State.INTENT);
    return switch (step.kind()) {
      case DISABLE ->
          directory.apply(
              new Write(
                  now.id(),
                  now.dn(),
                  first ? write.expected() : now.version(),
                  new PasswordChange.Flag(Action.DISABLE)));
      case LEAVE -> placement.leave(Progress.membership(step));
      case CLEAR -> placement.clear(now.dn(), new HeldValues(step.attribute(), step.values()));
      case MOVE -> placement.move(now.id(), now.dn(), archive());
      case SCRAMBLE -> throw new IllegalStateException("it has a way of its own");
    };
  }

  static boolean isSo(WriteResult result) {
    return result instanceof WriteResult.Applied || result instanceof WriteResult.AlreadySo;
  }

  /** The group is gone, or must keep its last member: the person leaves all the same. */
  private static boolean isLeft(WriteResult result) {
    return (result instanceof WriteResult.Rejected r && r.reason().equals("last-member"))
        || (result instanceof WriteResult.Stale s && s.reason().equals("group-gone"));
  }

  /** Read again, whatever the server said of each. */
  private WriteResult ended(Write write, List<String> kept) {
    Optional<Account> after = directory.read(write.id());
    if (after.isEmpty()) {
      return new WriteResult.Stale("gone", "the entry does not exist any more");
    }
    if (after.get().state().enabled() || !isArchived(after.get())) {
      return new WriteResult.Rejected(
          WriteResult.NOT_AS_WRITTEN,
          -1,
          "every step was taken, and the account is "
              + (after.get().state().enabled() ? "enabled" : "at " + after.get().dn()));
    }
    return kept.isEmpty()
        ? new WriteResult.Applied(after.get().version())
        : new WriteResult.Rejected(
            "last-member",
            -1,
            "removed, and still named by: "
                + String.join("; ", kept)
                + ". Give the group another member, or delete it");
  }

  private boolean isArchived(Account account) {
    return Placement.isBelow(account.dn(), archive());
  }

  private String archive() {
    return directory.archive().orElseThrow();
  }
}
