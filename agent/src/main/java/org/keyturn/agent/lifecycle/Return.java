package org.keyturn.agent.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Placement;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.RemovalStep;
import org.keyturn.agent.journal.RemovalStep.Kind;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.plan.BringingBack;
import org.keyturn.agent.plan.Former;
import org.keyturn.agent.plan.FormerAccount;

/** Whether somebody can be brought back whole: asked of the directory before anything is done. */
public final class Return implements BringingBack, Former {

  private final Directory directory;
  private final Removals removals;

  public Return(Directory directory, Removals removals) {
    this.directory = directory;
    this.removals = removals;
  }

  @Override
  public void each(Consumer<FormerAccount> sink) {
    removals.onRecord(directory.info().name(), removal -> sink.accept(former(removal)));
  }

  private FormerAccount former(Removal removal) {
    List<String> dns = new ArrayList<>(List.of(removal.dn()));
    directory.archive().ifPresent(archive -> dns.add(Placement.below(removal.dn(), archive)));
    return new FormerAccount(
        removal.id(),
        dns,
        removal.login(),
        removal.mail(),
        switch (removal.state()) {
          case BEGUN, REMOVED -> FormerAccount.State.GONE;
          case RESTORED -> FormerAccount.State.BACK;
          case PURGED -> FormerAccount.State.PURGED;
        },
        removal.purgeAt());
  }

  @Override
  public Reversal of(String run, Account account) {
    Optional<Removal> found = gone(account);
    return found.isPresent() && !found.get().run().equals(run)
        ? new Reversal.ChangedSince("run " + found.get().run() + " removed it since")
        : of(account, false);
  }

  @Override
  public Reversal of(Account account, boolean partial) {
    return gone(account)
        .map(removal -> of(removal, account, partial))
        .orElseGet(Reversal.AsBefore::new);
  }

  private Optional<Removal> gone(Account account) {
    return removals.find(directory.info().name(), account.id()).filter(Removal::isGone);
  }

  private Reversal of(Removal removal, Account account, boolean partial) {
    List<RemovalStep> owed =
        removals.steps(removal.directory(), account.id()).stream()
            .filter(step -> step.state().owesBack())
            .toList();
    if (owed.isEmpty()) {
      return new Reversal.AsBefore();
    }
    Optional<Reversal> obstacle = obstacle(removal, account);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    List<RemovalStep> groups = owed.stream().filter(s -> s.kind() == Kind.LEAVE).toList();
    List<RemovalStep> missing =
        groups.stream().filter(s -> !directory.placement().exists(s.subject())).toList();
    return missing.isEmpty() || partial
        ? new Reversal.Possible(words(removal, groups.size() - missing.size(), missing))
        : new Reversal.Impossible(Progress.groups(missing));
  }

  private Optional<Reversal> obstacle(Removal removal, Account account) {
    if (NormalDn.of(account.dn()).equals(NormalDn.of(removal.dn()))) {
      return Optional.empty();
    }
    if (directory.archive().filter(dn -> Placement.isBelow(account.dn(), dn)).isEmpty()) {
      return Optional.of(new Reversal.ChangedSince("it was moved to " + account.dn()));
    }
    String parent = Placement.parentOf(removal.dn());
    if (!directory.placement().exists(parent)) {
      return Optional.of(new Reversal.Impossible(parent + " does not exist any more"));
    }
    String place = Placement.below(account.dn(), parent);
    return directory.placement().exists(place)
        ? Optional.of(new Reversal.Impossible("the name is taken: " + place + " exists"))
        : Optional.empty();
  }

  private static String words(Removal removal, int groups, List<RemovalStep> missing) {
    return "back to "
        + Placement.parentOf(removal.dn())
        + (groups == 0 ? "" : ", " + groups + (groups == 1 ? " group" : " groups"))
        + (removal.enabled() ? ", enabled" : ", disabled as before")
        + (missing.isEmpty() ? "" : "; " + Progress.groups(missing));
  }
}
