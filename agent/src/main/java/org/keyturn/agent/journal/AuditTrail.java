package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who did what to whom: a chain in which each entry carries the SHA-256 of the one before, so that
 * an edit, a removal, a reorder or a truncation before a known head shows.
 */
public interface AuditTrail {

  /**
   * @param seq from 1, without gaps
   * @param actor who
   * @param event what: {@code run-begun}, {@code account-applied}, {@code policy-set}
   * @param subject whom or what: a login, a policy's DN, a job
   * @param details for people; never a secret
   * @param hash hex SHA-256 over this entry and the hash before
   */
  record Entry(
      long seq,
      Instant at,
      String actor,
      String event,
      String directory,
      Optional<String> run,
      String subject,
      Map<String, String> details,
      String hash) {}

  /** A position that was seen, to hold a later state of the trail against. */
  record Head(long seq, String hash) {}

  void append(
      String actor, String event, String directory, String subject, Map<String, String> details);

  /** Streams entries since an instant, oldest first. */
  void entries(Instant since, Consumer<Entry> sink);

  Optional<Head> head();

  /**
   * Walks the chain.
   *
   * @param known a head that was exported earlier, beside the one that the store keeps outside its
   *     database
   */
  Verdict verify(Optional<Head> known);

  sealed interface Verdict {
    record Intact(long entries, Optional<Head> head) implements Verdict {}

    /**
     * @param seq the first position that is not what it was
     */
    record Tampered(long seq, String what) implements Verdict {}
  }
}
