package org.keyturn.agent.plan;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.DirectoryException;

/**
 * One entry of {@code links} in the config: the accounts that have the same value of an attribute
 * in several directories are one person's.
 *
 * @param name its key
 * @param by the attribute in each directory, in the order of the file
 */
public record LinkSettings(String name, Map<String, String> by) {

  /** What is done to a person rather than to an entry. */
  private static final Set<Action> OF_PEOPLE =
      EnumSet.of(
          Action.RESET,
          Action.FORCE_CHANGE,
          Action.FORCE_CHANGE_OFF,
          Action.EXPIRE,
          Action.UNLOCK,
          Action.DISABLE,
          Action.ENABLE,
          Action.REMOVE,
          Action.RESTORE);

  public LinkSettings {
    by = Collections.unmodifiableMap(new LinkedHashMap<>(by));
  }

  /** Whether an action that is asked for in one of its directories is done in all of them. */
  public static boolean concerns(Action action) {
    return OF_PEOPLE.contains(action);
  }

  /** One of its directories, with those of the others that somebody's authority reaches. */
  public LinkSettings from(String home, Reach reach) {
    Map<String, String> reached = new LinkedHashMap<>(by);
    reached.keySet().removeIf(name -> !name.equals(home) && reach.in(name).isEmpty());
    return new LinkSettings(name, reached);
  }

  public boolean joins(String directory) {
    return by.containsKey(directory);
  }

  public String attribute(String directory) {
    return Objects.requireNonNull(by.get(directory), directory);
  }

  /** The directories that somebody of this one may have accounts in too. */
  public List<String> others(String directory) {
    return by.keySet().stream().filter(name -> !name.equals(directory)).toList();
  }

  /** One that is away stops everything, so it says which it is. */
  public static DirectoryException told(String directory, DirectoryException e) {
    return new DirectoryException(
        e.kind(), e.resultCode(), told(directory, String.valueOf(e.getMessage())), e);
  }

  static String told(String directory, String what) {
    return directory
        + ", where the same people have accounts: "
        + what
        + ". Nothing was written anywhere; --only leaves it out (in a job: only: true)";
  }
}
