package org.keyturn.agent.report;

import java.util.List;
import java.util.Locale;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;

/** A run and its accounts; the keys are a contract. */
public final class RunDocument {

  /** A run and what came of it. */
  public record Told(Run run, Tally tally) {}

  public static final Document<Told> KEYS =
      Document.<Told>of("Run")
          .text("run", "Its id.", t -> t.run().id())
          .maybe("job", "The config's job.", t -> t.run().job())
          .text("action", "What is done to each account.", t -> t.run().action().id())
          .text(
              "undoes", "Whose changes it takes back.", t -> t.run().options().undoes().orElse(""))
          .where(t -> t.run().options().undoes().isPresent())
          .text("directory", "The config's name of it.", t -> t.run().directory())
          .words(
              "linked",
              "The runs of the same accounts in other directories.",
              List.of(),
              t -> t.run().siblings())
          .where(t -> !t.run().siblings().isEmpty())
          .text(
              "state",
              "Whether every account has an outcome.",
              Shape.word(List.of("open", "done")),
              t -> t.run().state().name().toLowerCase(Locale.ROOT))
          .text("actor", "Who asked for it.", t -> t.run().actor())
          .text("reason", "What they wrote.", t -> t.run().reason())
          .time("started", "When its plan was put on disk.", t -> t.run().startedAt())
          .maybeTime("ended", "When its last account had an outcome.", t -> t.run().endedAt())
          .maybe("stoppedBy", "Why it stopped before the end.", t -> t.run().stoppedBy())
          .number("scanned", "Accounts that the plan read.", t -> t.run().scanned())
          .number("selected", "The sum of the five that follow.", t -> t.tally().selected())
          .number("applied", "Changed.", t -> t.tally().applied())
          .number("alreadySo", "As wanted before.", t -> t.tally().alreadySo())
          .number("skipped", "Left alone.", t -> t.tally().skipped())
          .number("failed", "Refused by the directory.", t -> t.tally().failed())
          .number("parked", "Without an outcome so far.", t -> t.tally().parked())
          .numbers("reasons", "Why, in kebab-case, and of how many.", t -> t.tally().reasons());

  public static final Document<Item> ACCOUNT =
      Document.<Item>of("RunAccount")
          .text("id", "The account's id.", i -> i.id().value())
          .text("dn", "Where it stood.", Item::dn)
          .text("login", "For people.", Item::login)
          .text(
              "outcome",
              "What came of it.",
              Shape.word(
                  List.of(
                      "not-reached",
                      "unknown",
                      "applied",
                      "alreadySo",
                      "skipped",
                      "failed",
                      "parked")),
              Documents::outcome)
          .text("reason", "Kebab-case; empty where it was applied.", Item::reason)
          .text("detail", "For people.", Item::detail)
          .text("why", "Why the plan chose or skipped it.", Item::why)
          .number("attempts", "How often a write was intended.", Item::attempts)
          .maybeTime("at", "When the outcome was known.", Item::at)
          .maybeTime("endsAt", "Of a spread: when the password is to end.", Item::endsAt)
          .where(i -> i.endsAt().isPresent());

  private RunDocument() {}
}
