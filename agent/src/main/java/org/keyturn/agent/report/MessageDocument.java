package org.keyturn.agent.report;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.notify.Recipients;

/** A message of the outbox, its address masked; the keys are a contract. */
public final class MessageDocument {

  public static final List<String> STATES =
      Stream.of(Message.State.values()).map(MessageDocument::lower).toList();

  public static final Document<Message> KEYS =
      Document.<Message>of("Message")
          .number("message", "Its number.", Message::id)
          .text("kind", "Which template.", m -> m.content().kind())
          .text(
              "channel",
              "Which way it goes.",
              Shape.word(Stream.of(Channel.values()).map(MessageDocument::lower).toList()),
              m -> lower(m.content().channel()))
          .text("to", "Where to; an address is masked.", m -> Recipients.shown(m.content()))
          .text("state", "Where it stands.", Shape.word(STATES), m -> lower(m.state()))
          .number("attempts", "How often it was tried.", Message::attempts)
          .maybe("run", "The run that owes it.", Message::run)
          .time("created", "When it was owed.", Message::createdAt)
          .maybeTime("due", "When it leaves at the earliest.", MessageDocument::due)
          .maybeTime("sent", "When it was taken.", Message::sentAt)
          .text("error", "What was answered last; may be empty.", Message::error);

  private MessageDocument() {}

  /** When it leaves at the earliest; empty where nobody tries it. */
  public static Optional<Instant> due(Message message) {
    return message.state() == Message.State.OWED
        ? Optional.of(message.nextAttemptAt())
        : Optional.empty();
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
