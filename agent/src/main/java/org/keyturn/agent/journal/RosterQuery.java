package org.keyturn.agent.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.account.AccountId;

/** A {@link Roster.Filter} as SQL and the values that it binds. */
final class RosterQuery {

  private static final String ENDED = "ifnull(expires_at <= :now, 0)";
  private static final String ENDING = "ifnull(expires_at > :now AND expires_at <= :soon, 0)";
  // A lock without an end that disables an account is one thing, said once.
  private static final String LOCKED = "(held AND enabled OR ifnull(locked_until > :now, 0))";

  private static final Map<String, String> STATES =
      Map.of(
          "expired", ENDED,
          "expiring", ENDING,
          "must-change", "must_change",
          "locked", LOCKED,
          "disabled", "NOT enabled",
          "ok",
              "NOT ("
                  + ENDED
                  + " OR "
                  + ENDING
                  + " OR must_change OR NOT enabled OR "
                  + LOCKED
                  + ")",
          "never-expires", "expiry = 'never'",
          "no-recovery", "NOT reachable",
          "inactive", "last_sign_in < :longAgo");

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();

  RosterQuery(Roster.Filter filter) {
    values.put("now", Micros.of(filter.at().now()));
    values.put("soon", Micros.of(filter.at().soon()));
    values.put("longAgo", Micros.of(filter.at().longAgo()));
    SearchText.of(filter.text()).words().forEach(this::word);
    filter.state().ifPresent(state -> conditions.add(condition(state)));
    // Not by its index (+): most people may be under it, and all of them would have to be sorted.
    filter.policy().ifPresent(policy -> equal("+policy = :policy", "policy", policy));
    filter
        .places()
        .ifPresent(
            places ->
                equal(
                    "place IN (SELECT value FROM json_each(:places))",
                    "places",
                    Json.array(places)));
    reach(filter.reach());
  }

  private void reach(Roster.Reach reach) {
    // In the normal form a comma that belongs to a value is \2c.
    reach
        .below()
        .ifPresent(base -> equal("substr(place, -length(:below)) = :below", "below", "," + base));
    if (!reach.spared().isEmpty()) {
      equal(
          "place NOT IN (SELECT value FROM json_each(:spared))",
          "spared",
          Json.array(reach.spared()));
    }
  }

  private void word(String word) {
    String name = "word" + conditions.size();
    equal("instr(search, :" + name + ") > 0", name, word);
  }

  private void equal(String condition, String name, Object value) {
    conditions.add(condition);
    values.put(name, value);
  }

  private static String condition(String state) {
    String condition = STATES.get(state);
    if (condition == null) {
      throw new IllegalArgumentException("there is no state " + state);
    }
    return condition;
  }

  /** Whether it finds this one. */
  RosterQuery of(AccountId id) {
    equal("id = :of", "of", id.value());
    return this;
  }

  /** With its {@code WHERE}, or blank. */
  String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  Map<String, Object> values() {
    return values;
  }

  static String orderBy(Roster.Order order) {
    String way = order.descending() ? " DESC" : " ASC";
    return switch (order.column()) {
      case NAME -> " ORDER BY name_key" + way + ", id" + way;
      case LOGIN -> " ORDER BY login_key" + way + ", id" + way;
      case STATE -> " ORDER BY " + rank() + way + ", login_key, id";
      case PASSWORD -> " ORDER BY changed_at" + way + " NULLS LAST, id" + way;
      case EXPIRES -> " ORDER BY expires_at" + way + " NULLS LAST, id" + way;
      case SIGN_IN -> " ORDER BY last_sign_in" + way + " NULLS LAST, id" + way;
    };
  }

  private static String rank() {
    return "CASE WHEN "
        + LOCKED
        + " THEN 0 WHEN "
        + ENDED
        + " THEN 1 WHEN must_change THEN 2 WHEN "
        + ENDING
        + " THEN 3 WHEN NOT enabled THEN 5 ELSE 4 END";
  }
}
