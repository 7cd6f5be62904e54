package org.keyturn.agent.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * A process that uses the store. On its own host it is alive while a process with its id and start
 * time exists; seen from another host, while its last beat is younger than {@link #LEASE}.
 *
 * @param id given by the store, ascending
 * @param kind what it is
 * @param host its host name
 * @param pid its process id there
 * @param startedAt when that process started
 */
public record Holder(long id, Kind kind, String host, long pid, Instant startedAt) {

  /** How long a silent process on another host is believed to be alive. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  public enum Kind {
    DAEMON,
    COMMAND
  }

  /** For people: {@code agent, process 4711 on ldap1, since …}. */
  public String describe() {
    return (kind == Kind.DAEMON ? "agent" : "command")
        + ", process "
        + pid
        + " on "
        + host
        + ", since "
        + startedAt;
  }
}
