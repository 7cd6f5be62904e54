package org.keyturn.agent.console;

import java.util.List;
import org.keyturn.agent.directory.Finding;

/**
 * One sign of how the agent is.
 *
 * @param kind what was looked at
 * @param level how bad it is
 * @param subject which one, where there are several: a directory, a job; else blank
 * @param values what the sentence about it says: numbers, instants, durations, texts from outside
 */
public record Sign(Kind kind, Finding.Level level, String subject, List<Object> values) {

  public Sign {
    values = List.copyOf(values);
  }

  /** What is looked at; each has a sentence for each level that it can have. */
  public enum Kind {
    /** This process: version, since when. */
    AGENT,
    /** The ledger: its bytes; or what it says. */
    LEDGER,
    /** Where the ledger is: the bytes that are free. */
    DISK,
    /** A directory: the server; or what it says. */
    DIRECTORY,
    /** How many seconds a directory's clock is ahead. */
    CLOCK,
    /** Whether anybody can be told anything; shown where nobody can. */
    MAIL,
    /** Messages: how many are owed, and since when one is due. */
    OUTBOX,
    /** Messages that nobody tries again: how many. */
    PARKED,
    /** The portal's certificate: until when. */
    CERTIFICATE,
    /** A job's last instant: when, and what came of it. */
    JOB
  }

  public boolean isFine() {
    return level == Finding.Level.OK;
  }

  static Sign ok(Kind kind, String subject, Object... values) {
    return new Sign(kind, Finding.Level.OK, subject, List.of(values));
  }

  static Sign warn(Kind kind, String subject, Object... values) {
    return new Sign(kind, Finding.Level.WARN, subject, List.of(values));
  }

  static Sign fail(Kind kind, String subject, Object... values) {
    return new Sign(kind, Finding.Level.FAIL, subject, List.of(values));
  }
}
