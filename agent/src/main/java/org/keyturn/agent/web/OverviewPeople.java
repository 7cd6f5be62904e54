package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.policy.AccountState;

/** How many people may want somebody, each number with the way to who they are. */
final class OverviewPeople {

  private static final List<AccountState> COUNTED =
      List.of(AccountState.LOCKED, AccountState.EXPIRED, AccountState.MUST_CHANGE);

  private final People people;

  OverviewPeople(People people) {
    this.people = people;
  }

  /** {@code states}, and how old they are: {@code at}; or {@code note}: why there are none. */
  Map<String, Object> of(Sight sight, String directory, Words words, Moments moments) {
    Map<String, Object> values = new HashMap<>(Map.of("states", List.of(), "at", List.of()));
    values.put("note", "");
    values.put("bound", false);
    try {
      Optional<People.Counts> counts = people.counts(sight, directory, COUNTED);
      if (counts.isEmpty()) {
        values.put("note", words.say("overview-people-out", directory));
      } else if (counts.get().readAt().isEmpty()) {
        values.put("note", words.say("overview-people-none-yet"));
      } else {
        values.put("states", states(counts.get(), words));
        values.put("at", counts.get().readAt().map(moments::of).map(List::of).orElse(List.of()));
        values.put("bound", counts.get().bound());
      }
    } catch (DirectoryException e) {
      values.put("note", words.say("overview-people-away"));
    }
    return values;
  }

  private static List<Map<String, Object>> states(People.Counts counts, Words words) {
    List<Map<String, Object>> states = new ArrayList<>();
    counts
        .people()
        .forEach(
            (state, people) ->
                states.add(
                    Map.of(
                        "text",
                        words.say("overview-people-" + state.id(), people),
                        "tone",
                        people == 0
                            ? "quiet"
                            : state == AccountState.MUST_CHANGE ? "warn" : "danger",
                        "path",
                        path(state, counts.group()))));
    return states;
  }

  /** Where the remit is a group's, the list is of the group too. */
  private static String path(AccountState state, Optional<String> group) {
    return "/admin/users?state="
        + state.id()
        + group.map(dn -> "&group=" + UserWords.encoded(dn)).orElse("");
  }
}
