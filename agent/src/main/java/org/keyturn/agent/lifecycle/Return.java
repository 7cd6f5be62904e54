package org.keyturn.agent.lifecycle;

import java.util.List;
import java.util.Optional;
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

/** Whether somebody can be brought back whole: asked of the directory before anything is done. */
public final class Return implements BringingBack {

  private final Directory directory;
  private final Removals removals;

  public Return(Directory directory, Removals removals) {
    this.directory = directory;
    this.removals = removals;
  }

  @Override
  public Reversal of(String run, Account account) {
    Optional<Removal> found = removals.find(directory.info().name(), account.id());
    if (found.isEmpty() || found.get().state() == Removal.State.RESTORED) {
      return new Reversal.AsBefore();
    }
    Removal removal = found.get();
    if (!removal.run().equals(run)) {
      return new Reversal.ChangedSince("run " + removal.run() + " removed it since");
    }
    List<RemovalStep> owed =
        removals.steps(removal.directory(), account.id()).stream()
            .filter(step -> step.state().owesBack())
            .toList();
    if (owed.isEmpty()) {
      return new Reversal.AsBefore();
    }
    return obstacle(removal, account, owed)
        .orElseGet(() -> new Reversal.Possible(words(removal, owed)));
  }

  private Optional<Reversal> obstacle(Removal removal, Account account, List<RemovalStep> owed) {
    boolean home = NormalDn.of(account.dn()).equals(NormalDn.of(removal.dn()));
    Placement placement = directory.placement();
    String parent = Placement.parentOf(removal.dn());
    if (!home && !isInArchive(account)) {
      return Optional.of(new Reversal.ChangedSince("it was moved to " + account.dn()));
    }
    if (!home && !placement.exists(parent)) {
      return impossible(parent + " does not exist any more");
    }
    String place = Placement.below(account.dn(), parent);
    if (!home && placement.exists(place)) {
      return impossible("the name is taken: " + place + " exists");
    }
    return owed.stream()
        .filter(step -> step.kind() == Kind.LEAVE && !placement.exists(step.subject()))
        .findFirst()
        .flatMap(step -> impossible("the group " + step.subject() + " does not exist any more"));
  }

  private boolean isInArchive(Account account) {
    return directory.archive().filter(dn -> Placement.isBelow(account.dn(), dn)).isPresent();
  }

  private static Optional<Reversal> impossible(String why) {
    return Optional.of(new Reversal.Impossible(why));
  }

  private static String words(Removal removal, List<RemovalStep> owed) {
    long groups = owed.stream().filter(s -> s.kind() == Kind.LEAVE).count();
    return "back to "
        + Placement.parentOf(removal.dn())
        + (groups == 0 ? "" : ", " + groups + (groups == 1 ? " group" : " groups"))
        + (removal.enabled() ? ", enabled" : ", disabled as before");
  }
}
