package org.keyturn.agent.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param linked the ids of the plans that were made together for the accounts of the same people in
 *     several directories, this one's among them, in the order in which they are carried out;
 *     empty: it stands alone
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
    SortedMap<String, Long> reasons,
    List<String> linked) {

  public PlanHeader {
    linked = List.copyOf(linked);
  }

  /** One that stands alone. */
  public PlanHeader(
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
    this(
        id,
        job,
        action,
        directory,
        server,
        options,
        createdAt,
        validUntil,
        named,
        scanned,
        changes,
        alreadySo,
        skipped,
        reasons,
        List.of());
  }

  /** How long a plan may wait to be carried out. */
  public static final Duration VALID = Duration.ofHours(24);

  /**
   * The same plan, one of several.
   *
   * @param asNamed whether the people were named one by one
   */
  PlanHeader with(
      List<String> others,
      boolean asNamed,
      long change,
      long so,
      long skip,
      SortedMap<String, Long> why) {
    return new PlanHeader(
        id,
        job,
        action,
        directory,
        server,
        options,
        createdAt,
        validUntil,
        asNamed,
        scanned,
        change,
        so,
        skip,
        why,
        others);
  }

  /** The same, for accounts that are named one by one and that a search chose. */
  public PlanHeader searched() {
    return with(linked, false, changes, alreadySo, skipped, reasons);
  }

  public long selected() {
    return changes + alreadySo + skipped;
  }
}
