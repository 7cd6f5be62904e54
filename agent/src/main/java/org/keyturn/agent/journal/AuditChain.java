package org.keyturn.agent.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The hash of an entry is SHA-256 over
 *
 * <pre>
 *   32 bytes  hash of the entry before; zeros for the first
 *    8 bytes  seq
 *    8 bytes  at, microseconds since the epoch
 *    text     actor
 *    text     event
 *    text     directory
 *    1 byte   1 where a run follows, else 0
 *    text     run, where there is one
 *    text     subject
 *    4 bytes  number of details
 *    text     key, text value: for each, keys ascending by UTF-16 unit
 * </pre>
 *
 * where a text is its length in bytes (4 bytes) and its UTF-8, and numbers are big-endian. So no
 * two entries have one encoding, and anybody can check an exported trail.
 */
final class AuditChain {

  /** What is to be appended. */
  record Draft(
      String actor,
      String event,
      String directory,
      Optional<String> run,
      String subject,
      Map<String, String> details) {}

  static final String START = "0".repeat(64);

  private AuditChain() {}

  /** Appends in the caller's transaction; the one row of the head lets one append at a time. */
  static void append(Transaction transaction, List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return;
    }
    Handle sql = transaction.sql();
    AuditTrail.Head last =
        sql.createQuery("UPDATE audit_head SET seq = seq + :count RETURNING seq, hash")
            .bind("count", drafts.size())
            .map((row, context) -> new AuditTrail.Head(row.getLong(1), row.getString(2)))
            .one();
    long seq = last.seq() - drafts.size();
    String hash = last.hash();
    PreparedBatch batch =
        sql.prepareBatch(
            "INSERT INTO audit (seq, at, actor, event, directory, run, subject, details, hash)"
                + " VALUES (:seq, :at, :actor, :event, :directory, :run, :subject, :details,"
                + " :hash)");
    for (Draft draft : drafts) {
      seq++;
      hash = hash(hash, seq, transaction.now(), draft);
      batch
          .bind("seq", seq)
          .bind("at", transaction.nowMicros())
          .bind("actor", draft.actor())
          .bind("event", draft.event())
          .bind("directory", draft.directory())
          .bind("run", draft.run().orElse(null))
          .bind("subject", draft.subject())
          .bind("details", Json.write(draft.details()))
          .bind("hash", hash)
          .add();
    }
    batch.execute();
    sql.createUpdate("UPDATE audit_head SET hash = :hash").bind("hash", hash).execute();
    transaction.advanced(new AuditTrail.Head(seq, hash));
  }

  /** What the hash of a stored entry must be after the one before it. */
  static String hash(String before, AuditTrail.Entry entry) {
    return hash(
        before,
        entry.seq(),
        entry.at(),
        new Draft(
            entry.actor(),
            entry.event(),
            entry.directory(),
            entry.run(),
            entry.subject(),
            entry.details()));
  }

  private static String hash(String before, long seq, Instant at, Draft draft) {
    MessageDigest sha = sha256();
    sha.update(HexFormat.of().parseHex(before));
    sha.update(ByteBuffer.allocate(16).putLong(seq).putLong(Micros.of(at)).flip());
    text(sha, draft.actor());
    text(sha, draft.event());
    text(sha, draft.directory());
    sha.update((byte) (draft.run().isPresent() ? 1 : 0));
    draft.run().ifPresent(run -> text(sha, run));
    text(sha, draft.subject());
    number(sha, draft.details().size());
    new TreeMap<>(draft.details())
        .forEach(
            (key, value) -> {
              text(sha, key);
              text(sha, value);
            });
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void text(MessageDigest sha, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    number(sha, bytes.length);
    sha.update(bytes);
  }

  private static void number(MessageDigest sha, int number) {
    sha.update(ByteBuffer.allocate(4).putInt(number).flip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
