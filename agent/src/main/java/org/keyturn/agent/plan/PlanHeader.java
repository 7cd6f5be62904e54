package org.keyturn.agent.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.keyturn.agent.account.Action;

/**
 * What a plan says of itself. {@code selected = changes + alreadySo + skipped}.
 *
 * @param id also the id of the run that carries it out: a plan is carried out once
 * @param job the config's job; empty for a command
 * @param action what is to be done
 * @param directory the config's name of the directory
 * @param server the URL it was read from
 * @param options how it is to be done
 * @param createdAt the one instant that every decision was made for
 * @param validUntil not carried out later than this
 * @param named whether the accounts were named one by one
 * @param scanned how many accounts were read
 * @param changes how many are to be changed
 * @param alreadySo how many are in the wanted state
 * @param skipped how many are left alone
 * @param reasons how many for each kebab-case reason
 */
public record PlanHeader(
    String id,
    Optional<String> job,
    Action action,
    String directory,
    String server,
    PlanOptions options,
    Instant createdAt,
    Instant validUntil,
    boolean named,
    long scanned,
    long changes,
    long alreadySo,
    long skipped,
    SortedMap<String, Long> reasons) {

  /** How long a plan may wait to be carried out. */
  public static final Duration VALID = Duration.ofHours(24);

  public long selected() {
    return changes + alreadySo + skipped;
  }
}
