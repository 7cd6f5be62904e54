package org.keyturn.agent.web.api;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.OutboxDesk;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.report.MessageDocument;

/** What is owed to people and programs. */
public final class OutboxOperations extends Operations {

  private static final int PAGE = 50;
  private static final int LONGEST_PAGE = 500;

  private static final Document<OutboxDesk.Page> PAGES =
      Document.<OutboxDesk.Page>of("Messages")
          .list("messages", "The newest first.", MessageDocument.KEYS, OutboxDesk.Page::messages)
          .maybeNumber("next", "As before, for those that are older.", OutboxOperations::next);

  private record Settled(long message, String what) {}

  private static final Document<Settled> SETTLED =
      Document.<Settled>of("MessageSettled")
          .number("message", "Its number.", Settled::message)
          .text("done", "What was done.", Shape.word(List.of("retried", "dropped")), Settled::what);

  private static final Document<Long> RETRIED =
      Document.<Long>of("MessagesRetried").number("messages", "How many.", count -> count);

  private final OutboxDesk outbox;

  public OutboxOperations(OutboxDesk outbox) {
    this.outbox = outbox;
  }

  @Override
  String tag() {
    return "outbox";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get("/outbox", Sight.class, "listMessages", "Messages, the newest first")
            .query("state", Shape.word(MessageDocument.STATES), "Where they stand.")
            .query("before", Shape.number(), "A message's number: only older ones.")
            .query("limit", new Shape.Number(1, LONGEST_PAGE), "How many; 50.")
            .answers(PAGES, (call, sight) -> page(call, sight)),
        Operation.post(
                "/outbox/retry", Command.class, "retryMessages", "Try all again now that wait")
            .answers(RETRIED, (call, admin) -> (long) outbox.retryAll(admin)),
        Operation.post("/outbox/{message}/retry", Command.class, "retryMessage", "Try it again now")
            .answers(
                SETTLED,
                (call, admin) -> settled(call, outbox.retry(admin, number(call)), "retried")),
        Operation.post("/outbox/{message}/drop", Command.class, "dropMessage", "Give it up")
            .answers(
                SETTLED,
                (call, admin) -> settled(call, outbox.drop(admin, number(call)), "dropped")));
  }

  private static Optional<Long> next(OutboxDesk.Page page) {
    return page.more()
        ? Optional.of(page.messages().get(page.messages().size() - 1).id())
        : Optional.empty();
  }

  private OutboxDesk.Page page(Call call, Sight sight) {
    Optional<Message.State> state =
        call.text("state")
            .flatMap(
                word ->
                    Stream.of(Message.State.values())
                        .filter(one -> one.name().equalsIgnoreCase(word))
                        .findFirst());
    return outbox.page(
        sight, state, call.number("before", Long.MAX_VALUE), (int) call.number("limit", PAGE));
  }

  private static long number(Call call) {
    String text = call.path("message");
    if (!text.matches("\\d{1,18}")) {
      throw Problem.notFound("There is no message " + text);
    }
    return Long.parseLong(text);
  }

  private static Settled settled(Call call, boolean done, String what) {
    if (!done) {
      throw Problem.of(
          Problem.Kind.CONFLICT, "There is no message " + call.path("message") + " that is owed");
    }
    return new Settled(number(call), what);
  }
}
