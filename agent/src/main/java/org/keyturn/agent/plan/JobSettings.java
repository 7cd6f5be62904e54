package org.keyturn.agent.plan;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.policy.Spreading;

/**
 * One entry of {@code jobs} in the config, without its schedule.
 *
 * @param name its key
 * @param directory the config's name of the directory
 * @param select whom it looks at
 * @param when which of them are due
 * @param action what it does to them
 * @param brake how far it may go
 * @param mustChange for a reset
 * @param deliver for a reset: {@code mail} or {@code link}; {@code show} makes no sense without a
 *     person; blank for every other action
 * @param spreading for a spread
 * @param testTo for a reminder: where everything goes instead, while it is tried out
 * @param only whether nothing is done to the accounts of the same people in other directories
 */
public record JobSettings(
    String name,
    String directory,
    Select select,
    Rule when,
    Action action,
    Brake.Limits brake,
    boolean mustChange,
    String deliver,
    Optional<Spreading> spreading,
    Optional<String> testTo,
    boolean only) {

  /** Of anything but a spread and a reminder that is tried out. */
  public JobSettings(
      String name,
      String directory,
      Select select,
      Rule when,
      Action action,
      Brake.Limits brake,
      boolean mustChange,
      String deliver) {
    this(
        name,
        directory,
        select,
        when,
        action,
        brake,
        mustChange,
        deliver,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * Each that is given narrows the others down; none: every account of the directory.
   *
   * @param base a DN below the accounts' base
   * @param filters RFC 4515
   * @param group a group's DN
   */
  public record Select(Optional<String> base, List<String> filters, Optional<String> group) {
    public Select {
      filters = List.copyOf(filters);
    }
  }
}
