package org.keyturn.agent.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Message.State;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Outbox;

/** An outbox in memory that keeps the port's word. */
final class MemoryOutbox implements Outbox {

  private final Map<Long, Message> messages = new LinkedHashMap<>();
  private Instant now;

  MemoryOutbox(Instant now) {
    this.now = now;
  }

  void at(Instant instant) {
    now = instant;
  }

  Message get(long id) {
    return Optional.ofNullable(messages.get(id)).orElseThrow();
  }

  @Override
  public boolean add(NewMessage message) {
    if (has(message.dedupe())) {
      return false;
    }
    long id = messages.size() + 1L;
    Message stored =
        new Message(
            id,
            "<m" + id + "@keyturn.example>",
            Optional.ofNullable(message.values().get("run")),
            message,
            State.OWED,
            0,
            now,
            message.notBefore().orElse(now),
            Optional.empty(),
            "");
    messages.put(id, stored);
    return true;
  }

  @Override
  public boolean has(String dedupe) {
    return messages.values().stream().anyMatch(m -> m.content().dedupe().equals(dedupe));
  }

  @Override
  public List<Message> due(Channel channel, Instant at, long after, int limit) {
    return messages.values().stream()
        .filter(m -> m.content().channel() == channel && m.id() > after)
        .filter(m -> m.state() == State.OWED && !m.nextAttemptAt().isAfter(at))
        .sorted(Comparator.comparingLong(Message::id))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Message> awaited(Channel channel, Instant at, int limit) {
    return messages.values().stream()
        .filter(m -> m.content().channel() == channel && m.state() == State.OWED)
        .filter(m -> m.content().kind().equals(MessageKind.RECOVERY_CODE.id()))
        .filter(m -> m.attempts() == 0 || !m.nextAttemptAt().isAfter(at))
        .sorted(Comparator.comparingLong(Message::id))
        .limit(limit)
        .toList();
  }

  @Override
  public void sent(long id) {
    settle(id, State.SENT, 1, now, Optional.of(now), "", MemoryOutbox::unsealed);
  }

  @Override
  public void failed(long id, String error, Instant nextAttempt) {
    settle(id, State.OWED, 1, nextAttempt, Optional.empty(), error, c -> c);
  }

  @Override
  public void parked(long id, String error) {
    settle(id, State.PARKED, 1, now, Optional.empty(), error, c -> c);
  }

  @Override
  public int retry(Optional<Long> id) {
    List<Message> again =
        messages.values().stream()
            .filter(
                m ->
                    m.state() == State.PARKED
                        || (m.state() == State.OWED && m.nextAttemptAt().isAfter(now)))
            .filter(m -> id.map(i -> i == m.id()).orElse(true))
            .toList();
    again.forEach(m -> settle(m.id(), State.OWED, 0, now, Optional.empty(), m.error(), c -> c));
    return again.size();
  }

  @Override
  public boolean drop(long id, String why) {
    settle(id, State.DROPPED, 0, now, Optional.empty(), why, MemoryOutbox::unsealed);
    return true;
  }

  @Override
  public List<Message> list(Optional<State> state, int limit) {
    List<Message> newest = new ArrayList<>(messages.values());
    newest.sort(Comparator.comparingLong(Message::id).reversed());
    return newest.stream()
        .filter(m -> state.map(s -> s == m.state()).orElse(true))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Message> about(String login, int limit) {
    return list(Optional.empty(), Integer.MAX_VALUE).stream()
        .filter(m -> login.equals(m.content().values().get("login")))
        .limit(limit)
        .toList();
  }

  private static NewMessage unsealed(NewMessage c) {
    return new NewMessage(
        c.dedupe(), c.kind(), c.channel(), c.recipient(), c.language(), c.values(), new byte[0]);
  }

  private void settle(
      long id,
      State state,
      int attempt,
      Instant next,
      Optional<Instant> sentAt,
      String error,
      UnaryOperator<NewMessage> content) {
    Message m = get(id);
    messages.put(
        id,
        new Message(
            id,
            m.messageId(),
            m.run(),
            content.apply(m.content()),
            state,
            m.attempts() + attempt,
            m.createdAt(),
            next,
            sentAt,
            error));
  }

  @Override
  public Map<Message.State, Long> ofRun(String run) {
    return list(Optional.empty(), Integer.MAX_VALUE).stream()
        .filter(message -> message.run().filter(run::equals).isPresent())
        .collect(Collectors.groupingBy(Message::state, Collectors.counting()));
  }
}
