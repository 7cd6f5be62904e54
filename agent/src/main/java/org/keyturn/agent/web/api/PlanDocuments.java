package org.keyturn.agent.web.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keyturn.agent.console.Frozen;
import org.keyturn.agent.console.Waving;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlannedAccount;

/** A frozen plan, what the brake says of it, and how far it is. */
final class PlanDocuments {

  /** How many of its accounts are told unless more are asked for. */
  static final int FEW = 200;

  /** An account of the plan in the directory that it is of. */
  record Placed(String directory, PlannedAccount account) {}

  /** How many accounts it comes to, in all directories in which the same people have accounts. */
  record Counts(
      List<PlanHeader> parts,
      long scanned,
      long selected,
      long alreadySo,
      long skipped,
      Map<String, Long> reasons) {

    static Counts of(Frozen frozen) {
      return new Counts(
          frozen.plans().stream().map(Plan::header).toList(),
          frozen.scanned(),
          frozen.selected(),
          frozen.alreadySo(),
          frozen.skipped(),
          frozen.reasons());
    }
  }

  /** What the brake says. */
  private record Braked(boolean holds, String says) {}

  /**
   * @param counts of what is frozen; empty where that is there no more: dropped, or a run
   * @param waves in which it is to be carried out; empty: in one go, or as its job has it
   * @param accounts gives some of them to its sink, one by one
   * @param told how many those are
   */
  record Told(
      PendingPlan plan,
      Optional<Counts> counts,
      Optional<Waving> waves,
      Consumer<Consumer<Placed>> accounts,
      long told) {

    private Counts frozen() {
      return counts.orElseThrow();
    }

    private boolean isThere() {
      return counts.isPresent();
    }
  }

  private static final Document<Braked> BRAKE =
      Document.<Braked>of("BrakeVerdict")
          .flag("holds", "Whether a second admin is to approve the plan.", Braked::holds)
          .text("says", "For people: 211 of 500.", Braked::says);

  private static final Document<Waving> WAVES =
      Document.<Waving>of("PlanWaves")
          .number("size", "Accounts in a wave.", Waving::size)
          .number("canary", "Accounts in the first one; 0: as in the others.", Waving::canary)
          .text("every", "From one wave to the next, ISO-8601.", w -> w.every().toString());

  private static final Document<PlanHeader> PART =
      Document.<PlanHeader>of("PlanPart")
          .text("directory", "Where.", PlanHeader::directory)
          .number("changes", "Accounts that are changed.", PlanHeader::changes)
          .number("selected", "Accounts that were meant.", PlanHeader::selected);

  private static final Document<Placed> ACCOUNT =
      Document.<Placed>of("PlannedAccount")
          .text("directory", "Where it is.", Placed::directory)
          .text("id", "The account's id.", a -> a.account().id().value())
          .text("dn", "Where it stands.", a -> a.account().dn())
          .text("login", "For people.", a -> a.account().login())
          .text(
              "outcome",
              "What the plan makes of it.",
              Shape.word(
                  Stream.of(PlannedAccount.Verdict.values())
                      .map(PlannedAccount.Verdict::id)
                      .toList()),
              a -> a.account().verdict().id())
          .text("reason", "Why; of one that is skipped, in kebab-case.", a -> a.account().reason())
          .text("detail", "For people.", a -> a.account().detail());

  static final Document<Told> PLAN =
      Document.<Told>of("Plan")
          .text("plan", "Its id; also that of the run that it becomes.", t -> t.plan().id())
          .text(
              "state",
              "How far it is.",
              Shape.word(Stream.of(PendingPlan.State.values()).map(PlanDocuments::lower).toList()),
              t -> lower(t.plan().state()))
          .text("checksum", "What is carried out is named by it.", t -> t.plan().checksum())
          .text("action", "What is to be done.", t -> t.plan().action().id())
          .text("directory", "Where; what was asked for.", t -> t.plan().directory())
          .list(
              "parts",
              "Each directory in which the same people have accounts that change with it; that one"
                  + " first. All are carried out, or none.",
              PART,
              t -> t.frozen().parts())
          .where(Told::isThere)
          .maybe("job", "The config's job.", t -> t.plan().job())
          .text("by", "Who made it.", t -> t.plan().planner().person().login())
          .text("reason", "Why, once it was said.", t -> t.plan().reason())
          .maybe(
              "approvedBy",
              "The second admin.",
              t -> t.plan().approver().map(PendingPlan.Person::login))
          .text("dropped", "Why it is not carried out; else empty.", t -> t.plan().dropped())
          .object(
              "brake",
              "What the brake says.",
              BRAKE,
              t -> new Braked(t.plan().tripped(), t.plan().brake()))
          .time("created", "The instant it was decided for.", t -> t.plan().createdAt())
          .time("validUntil", "Not carried out later.", t -> t.plan().validUntil())
          .number("changes", "Accounts that are changed.", t -> t.plan().changes())
          .object(
              "waves", "Its pace, where it is not in one go.", WAVES, t -> t.waves().orElseThrow())
          .where(t -> t.waves().isPresent())
          .number("scanned", "Accounts that were read.", t -> t.frozen().scanned())
          .where(Told::isThere)
          .number("selected", "Accounts that were meant.", t -> t.frozen().selected())
          .where(Told::isThere)
          .number("alreadySo", "Accounts that are as wanted.", t -> t.frozen().alreadySo())
          .where(Told::isThere)
          .number("skipped", "Accounts that are left alone.", t -> t.frozen().skipped())
          .where(Told::isThere)
          .numbers("reasons", "Why others are not changed.", t -> t.frozen().reasons())
          .where(Told::isThere)
          .stream(
              "accounts", "Who, in the plan's order.", ACCOUNT, (t, s) -> t.accounts().accept(s))
          .where(Told::isThere)
          .number(
              "accountsLeft",
              "How many of them are not told here; see the parameter accounts.",
              t -> t.frozen().selected() - t.told())
          .where(Told::isThere);

  static final Document<List<Told>> PLANS =
      Document.<List<Told>>of("Plans")
          .list("plans", "The oldest first, without their accounts.", PLAN, all -> all);

  private PlanDocuments() {}

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
