package org.keyturn.agent.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.policy.AccountState;

/** The states of a report as tiles: what matters first comes first. */
final class StateTiles {

  private StateTiles() {}

  static List<Map<String, Object>> of(Report report) {
    List<Map<String, Object>> tiles = new ArrayList<>();
    for (StateLine line : StateLine.of(report.figures())) {
      tiles.add(tile(line, report.figures().all()));
    }
    return tiles;
  }

  private static Map<String, Object> tile(StateLine line, Count all) {
    Map<String, Object> tile = new HashMap<>();
    tile.put("label", line.label());
    tile.put("meaning", line.meaning());
    tile.put("number", line.count().map(c -> Phrases.number(c.accounts())).orElse("?"));
    tile.put(
        "share", line.count().map(c -> Phrases.share(c.accounts(), all.accounts())).orElse(""));
    tile.put("width", line.count().map(c -> Bar.length(c.accounts(), all.accounts())).orElse(0));
    tile.put(
        "disabledNote",
        line.count()
            .filter(c -> c.disabled() > 0 && !line.is(AccountState.DISABLED))
            .map(c -> Phrases.number(c.disabled()) + " of them disabled")
            .orElse(""));
    tile.put(
        "kind", line.isBad() && line.count().filter(c -> c.enabled() > 0).isPresent() ? "bad" : "");
    return tile;
  }
}
