package org.keyturn.agent.notify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * A program of this machine that is run for what happens.
 *
 * @param program run without arguments
 * @param timeout how long it may take
 */
public record HookSettings(Path program, Set<EventKind> events, Duration timeout) {

  public HookSettings {
    events = Set.copyOf(events);
  }
}
