package org.keyturn.agent.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.plan.Printable;

/** Those who left, last first: from the ledger, because the index has who is there. */
final class RemovedList {

  private final Removals removals;
  private final Words words;
  private final UserWords said;

  RemovedList(Removals removals, Words words, Instant now) {
    this.removals = removals;
    this.words = words;
    this.said = new UserWords(words, now);
  }

  /**
   * @param mayRestore whether the operator brings people back
   */
  Map<String, Object> page(String directory, UserQuery query, int limit, boolean mayRestore) {
    List<Removal> all = new ArrayList<>();
    String text = query.text().toLowerCase(Locale.ROOT);
    removals.removed(
        directory,
        removal -> {
          if (isMeant(removal, text)) {
            all.add(removal);
          }
        });
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
    UserWords.list(values, "acts", said.buttons(mayRestore ? List.of(Action.RESTORE) : List.of()));
    values.put("notes", List.of());
    values.put("reading", false);
    values.put("export", "");
    values.put("empty", words.say(text.isEmpty() ? "user-none-removed" : "user-none-found"));
    return values;
  }

  private static boolean isMeant(Removal removal, String text) {
    return removal.login().toLowerCase(Locale.ROOT).contains(text)
        || removal.mail().toLowerCase(Locale.ROOT).contains(text);
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
