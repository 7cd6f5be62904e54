package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages that are owed, at least once each. */
public interface Outbox {

  /** Stores a message that no run owes. Returns false where its dedupe key was stored before. */
  boolean add(NewMessage message);

  /** Whether a message with this dedupe key was stored, whatever became of it. */
  boolean has(String dedupe);

  /**
   * What is owed on a channel and due at the instant, oldest first.
   *
   * @param after those with a higher id alone; 0: all
   */
  List<Message> due(Channel channel, Instant now, long after, int limit);

  /**
   * Codes that somebody sits and waits for, oldest first: those that were never tried, however
   * lately they were owed, and those that are due again at the instant.
   */
  List<Message> awaited(Channel channel, Instant now, int limit);

  /** The gateway took it: its sealed content is destroyed. */
  void sent(long id);

  /** It was not taken; try again at the instant. */
  void failed(long id, String error, Instant nextAttempt);

  /** It will never be taken as it is. */
  void parked(long id, String error);

  /**
   * Makes parked messages due, and those that wait for another attempt; or one. Returns how many.
   */
  int retry(Optional<Long> id);

  /**
   * Gives one up. Its sealed content is destroyed.
   *
   * @param why for people; empty: somebody wished it so
   * @return whether it was owed
   */
  boolean drop(long id, String why);

  /** Newest first. */
  List<Message> list(Optional<Message.State> state, int limit);

  /** Those whose values' {@code login} is the given one, newest first. */
  List<Message> about(String login, int limit);

  /** How many messages a run owes or owed stand in each state. */
  Map<Message.State, Long> ofRun(String run);
}
