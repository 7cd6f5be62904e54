package org.keyturn.agent.journal;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When people can be asked for something.
 *
 * @param hours {@code MON-FRI 08:00-17:00}, as the config has it; empty: at any hour
 * @param zone what the hours and the holidays mean
 * @param holidays days on which nothing is asked of anybody
 */
public record BusinessHours(Optional<String> hours, ZoneId zone, SortedSet<LocalDate> holidays) {

  /** Always. */
  public static final BusinessHours ANY =
      new BusinessHours(Optional.empty(), ZoneOffset.UTC, new TreeSet<>());

  public BusinessHours {
    holidays = Collections.unmodifiableSortedSet(new TreeSet<>(holidays));
  }
}
