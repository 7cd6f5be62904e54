package org.keyturn.agent.directory;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyturn.agent.account.Action;

/**
 * What answered.
 *
 * @param name the config's name of the directory
 * @param url the server in use
 * @param dialect {@code openldap}, {@code apacheds} …
 * @param product what the server says that it is, for people; may be blank
 * @param actions what can be carried out here
 * @param guards how a lost race is kept from overwriting somebody's own change, for each action
 */
public record DirectoryInfo(
    String name,
    String url,
    String dialect,
    String product,
    Set<Action> actions,
    Map<Action, Guard> guards) {

  /** As each action asked for is guarded. */
  public static Map<Action, Guard> guards(Set<Action> actions, Function<Action, Guard> guard) {
    Map<Action, Guard> guards = new EnumMap<>(Action.class);
    actions.stream().filter(Action::writes).forEach(a -> guards.put(a, guard.apply(a)));
    return Map.copyOf(guards);
  }

  /** For people: {@code prevented; expire, unlock: compared right before}. */
  public String guarded() {
    Map<Guard, String> exceptions = new LinkedHashMap<>();
    for (Guard guard : Guard.values()) {
      String actions =
          Arrays.stream(Action.values())
              .filter(a -> guards.get(a) == guard)
              .map(Action::id)
              .collect(Collectors.joining(", "));
      if (!actions.isEmpty()) {
        exceptions.put(guard, actions);
      }
    }
    String rest =
        exceptions.entrySet().stream()
            .filter(e -> e.getKey() != Guard.PREVENTED)
            .map(e -> "; " + e.getValue() + ": " + e.getKey().words())
            .collect(Collectors.joining());
    return exceptions.containsKey(Guard.PREVENTED) ? "prevented" + rest : rest.substring(2);
  }

  /** How sure "own change wins" is. */
  public enum Guard {
    /** The server refuses the write when the entry has changed (RFC 4528 or delete-old-value). */
    PREVENTED,
    /** The server cannot; a lost race is seen afterwards and told. */
    DETECTED,
    /** The entry is read and compared in the moment before; what comes in between is not seen. */
    COMPARED;

    String words() {
      return this == COMPARED ? "compared right before" : name().toLowerCase(Locale.ROOT);
    }
  }
}
