package org.keyturn.agent.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.plan.Printable;

/** Those who left, last first: from the ledger, because the index has who is there. */
final class RemovedList {

  private static final List<Action> ACTS = List.of(Action.RESTORE, Action.PURGE);

  private final Removals removals;
  private final Words words;
  private final UserWords said;
  private final Instant now;

  RemovedList(Removals removals, Words words, Instant now) {
    this.removals = removals;
    this.words = words;
    this.said = new UserWords(words, now);
    this.now = now;
  }

  /**
   * @param sight an admin brings people back, and deletes whose time is over
   */
  Map<String, Object> page(String directory, UserQuery query, int limit, Sight sight) {
    List<Removal> all = Picks.former(removals, directory, query.text(), query.state(), now);
    all.sort(Comparator.comparing(Removal::at).reversed());
    List<Map<String, Object>> rows = new ArrayList<>();
    all.stream()
        .skip((query.page() - 1L) * limit)
        .limit(limit)
        .forEach(removal -> rows.add(row(removal, rows.size())));
    Map<String, Object> values =
        new HashMap<>(UserPages.pager(words, query, all.size(), rows.size()));
    values.put("former", rows);
    values.put("any", !rows.isEmpty());
    UserWords.list(values, "acts", said.buttons(sight instanceof Command ? ACTS : List.of()));
    values.put("all", words.say("user-all-removed", all.size()));
    values.put("notes", List.of());
    values.put("reading", false);
    values.put("export", "");
    values.put(
        "empty", words.say(query.isOfAllRemoved() ? "user-none-removed" : "user-none-found"));
    return values;
  }

  private Map<String, Object> row(Removal removal, int number) {
    return Map.of(
        "number",
        number,
        "id",
        removal.id().value(),
        "login",
        Printable.line(removal.login()),
        "path",
        UserWords.path(removal.directory(), removal.id()),
        "left",
        said.moments().away(removal.at()),
        "kept",
        said.moments().away(removal.purgeAt(), words.say("user-kept")),
        "was",
        Printable.line(removal.dn()));
  }
}
