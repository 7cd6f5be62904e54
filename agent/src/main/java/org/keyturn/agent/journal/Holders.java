package org.keyturn.agent.journal;

import java.util.Optional;

/** The processes that use the store. */
public interface Holders {

  /**
   * Registers this process. A command need not: it is registered when it first begins or takes over
   * a run, so that one that only reads neither writes nor waits for who does.
   *
   * @return who holds the daemon's place, where {@code kind} is {@code DAEMON} and somebody alive
   *     does; then nothing was registered
   */
  Registration register(Holder.Kind kind);

  /** The daemon that is alive now. */
  Optional<Holder> daemon();

  /** Says that this process is still there; call at least every {@link Holder#LEASE} third. */
  void beat();

  /** Registered, or refused. */
  sealed interface Registration {
    record Registered(Holder self) implements Registration {}

    record HeldBy(Holder other) implements Registration {}
  }
}
