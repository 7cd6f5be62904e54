package org.keyturn.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.policy.AccountState;

/** What {@code explain} tells programs of one account; the keys are a contract. */
public final class ExplanationDocument {

  /**
   * @param at when it was gathered
   */
  public record Told(Explanation explanation, Instant at) {
    private UserRow user() {
      return UserRow.of(explanation.account(), AccountState.SOON, at);
    }

    private Optional<Removal> removal() {
      return explanation.removal();
    }
  }

  private static final Document<Removal> REMOVED =
      Document.<Removal>of("Removed")
          .text("run", "The run that removed it.", Removal::run)
          .time("at", "When.", Removal::at)
          .text("was", "Where it stood.", Removal::dn)
          .maybeTime("purgeAt", "Until when it is kept; null: for good.", Removal::purgeAt);

  private static final Document<Explanation.Next> NEXT =
      Document.<Explanation.Next>of("Next")
          .text("job", "The config's job.", Explanation.Next::job)
          .text("action", "What it does.", Explanation.Next::action)
          .maybeTime("at", "When, if nothing changes.", Explanation.Next::at)
          .text("why", "For people.", Explanation.Next::why);

  private static final Document<ReminderNews> REMINDER =
      Document.<ReminderNews>of("Reminder")
          .text("job", "The config's job.", ReminderNews::job)
          .text(
              "verdict",
              "Whether the person was told.",
              Shape.word(
                  Stream.of(ReminderNews.Verdict.values())
                      .map(ExplanationDocument::kebab)
                      .toList()),
              news -> kebab(news.verdict()))
          .text("why", "For people.", ReminderNews::why)
          .maybe("point", "How long before the end.", n -> n.point().map(Duration::toString))
          .maybeTime("at", "When that is.", ReminderNews::at)
          .maybe(
              "to",
              "Where to, masked.",
              n -> n.message().map(m -> Recipients.mask(m.content().recipient())))
          .maybeTime("sent", "When it was taken.", n -> n.message().flatMap(Message::sentAt));

  private static final Document<Map.Entry<Run, Item>> DONE =
      Document.<Map.Entry<Run, Item>>of("Done")
          .text("run", "Which run.", d -> d.getKey().id())
          .text("action", "What it did.", d -> d.getKey().action().id())
          .text("outcome", "What came of it.", d -> Documents.outcome(d.getValue()))
          .text("reason", "Kebab-case; may be empty.", d -> d.getValue().reason())
          .text("why", "Why the plan chose or skipped it.", d -> d.getValue().why())
          .text("actor", "Who asked for it.", d -> d.getKey().actor())
          .maybeTime("at", "When.", d -> d.getValue().at());

  private static final Document<Message> MAILED =
      Document.<Message>of("Mailed")
          .text("kind", "Which template.", m -> m.content().kind())
          .text(
              "state",
              "Where it stands.",
              Shape.word(MessageDocument.STATES),
              m -> MessageDocument.lower(m.state()))
          .time("created", "When it was owed.", Message::createdAt)
          .maybeTime("sent", "When it was taken.", Message::sentAt);

  public static final Document<Told> KEYS =
      Document.<Told>of("Explanation")
          .object("user", "The account.", UserRow.KEYS, Told::user)
          .flag(
              "canSignIn",
              "Whether a right password is taken.",
              t -> t.explanation().signIn().possible())
          .text("signIn", "The same for people.", t -> t.explanation().signIn().sentence())
          .object("removed", "That it was removed.", REMOVED, t -> t.removal().orElseThrow())
          .where(t -> t.removal().isPresent())
          .maybe("untouchable", "Why no run touches it.", t -> t.explanation().untouchable())
          .text(
              "policy",
              "Which is in force and what decides it, for people.",
              t -> policy(t.explanation().account()))
          .list("next", "What jobs will do.", NEXT, t -> t.explanation().next())
          .list("reminders", "Whether jobs told them.", REMINDER, t -> t.explanation().reminders())
          .list("done", "What runs did, newest first.", DONE, t -> t.explanation().done())
          .list("mailed", "What was mailed or is owed.", MAILED, t -> t.explanation().mailed());

  private ExplanationDocument() {}

  private static String kebab(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Which policy is in force and what decides it, for people. */
  public static String policy(Account a) {
    if (a.policy() instanceof PolicyInForce.Unresolved u) {
      return u.reason() + (u.detail().isEmpty() ? "" : ": " + u.detail());
    }
    PolicyInForce.Resolved resolved = (PolicyInForce.Resolved) a.policy();
    PasswordPolicy p = resolved.policy();
    return p.name()
        + " ("
        + p.dn()
        + "), by "
        + resolved.source()
        + "; "
        + p.maxAge().map(age -> "at most " + Phrases.amount(age) + " old").orElse("no maximum age");
  }
}
