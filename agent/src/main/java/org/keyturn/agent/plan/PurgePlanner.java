package org.keyturn.agent.plan;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Placement;
import org.keyturn.agent.policy.Decision;

/**
 * Makes frozen plans that delete those who were removed and kept as long as their removal said, and
 * nobody else: whoever stands elsewhere, or can sign in, is not who was removed. Reads; changes
 * nothing.
 */
public final class PurgePlanner {

  private final Directory directory;
  private final Clock clock;
  private final Former former;
  private final FormerPlans plans;

  /**
   * @param folder where plans are spooled while they are made
   */
  public PurgePlanner(Directory directory, Clock clock, Path folder, Former former) {
    this.directory = directory;
    this.clock = clock;
    this.former = former;
    this.plans = new FormerPlans(directory, folder, former);
  }

  /**
   * Decides for everybody who is named, or everybody whose time is over, and freezes the result.
   * The caller closes it.
   *
   * @throws PlanException where the config names no archive, or it does not exist; or where this
   *     machine's clock is another one than the directory's
   * @throws SelectionException where somebody is named who was never removed, or nobody is meant
   */
  public Plan plan(PlanRequest request) {
    plans.refuseWithoutArchive(request);
    Selection s = request.selection();
    boolean narrowed =
        s.base().isPresent()
            || s.group().isPresent()
            || !s.filters().isEmpty()
            || !s.states().isEmpty();
    if (narrowed || (s.isEmpty() && s.listing().problems().isEmpty())) {
      throw new SelectionException(
          List.of(
              "say who is to be deleted: logins, mail addresses, former DNs or ids, --csv FILE, or"
                  + " --all for everybody whose time is over; nothing narrows them down"));
    }
    Clocks.compare(directory, request);
    Instant now = clock.instant();
    List<FormerAccount> meant = s.isSearch() ? due(now) : plans.named(s);
    return plans.freeze(request, meant, now, new Due(now));
  }

  private List<FormerAccount> due(Instant now) {
    List<FormerAccount> due = new ArrayList<>();
    former.each(
        one -> {
          if (isOver(one, now)) {
            due.add(one);
          }
        });
    return due;
  }

  private static boolean isOver(FormerAccount one, Instant now) {
    return one.isGone() && one.purgeAt().filter(at -> !at.isAfter(now)).isPresent();
  }

  /** Who is deleted at an instant, and who is left alone. */
  private final class Due implements FormerPlans.Rule {

    private final Instant now;

    Due(Instant now) {
      this.now = now;
    }

    @Override
    public Decision decide(FormerAccount one, Account account) {
      if (!one.isGone()) {
        return new Decision.Skip("back", "it was brought back");
      }
      if (!isOver(one, now)) {
        return new Decision.Skip(
            "kept",
            one.purgeAt()
                .map(at -> "until " + at)
                .orElse("its removal named no time after which it is deleted (--purge-after)"));
      }
      if (directory.archive().filter(dn -> Placement.isBelow(account.dn(), dn)).isEmpty()) {
        return new Decision.Skip(UndoRules.CHANGED_SINCE, "it was moved to " + account.dn());
      }
      return account.state().enabled()
          ? new Decision.Skip(UndoRules.CHANGED_SINCE, "it was enabled since")
          : new Decision.Change("kept until " + one.purgeAt().orElseThrow());
    }

    /**
     * Recorded once, so that nobody is told of it at every run. It counts for the brake: many at a
     * time may be an archive that the agent no longer sees.
     */
    @Override
    public Decision gone(FormerAccount one) {
      return isOver(one, now)
          ? new Decision.Change("deleted by somebody else: it is only recorded")
          : FormerPlans.Rule.super.gone(one);
    }
  }
}
