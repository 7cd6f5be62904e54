package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.keyturn.agent.console.People;
import org.keyturn.agent.journal.Roster;

/**
 * What the address of a list of people says.
 *
 * @param page from 1
 */
record UserQuery(
    String text, String state, String policy, String group, Roster.Order order, int page) {

  /** Those who left: no state of an account, but of whom the ledger knows. */
  static final String REMOVED = "removed";

  /** Of these, those who were kept for long enough. */
  static final String OVER = "removed-over";

  static final String[] NAMES = {"q", "state", "policy", "group", "sort", "down", "page"};

  private static final int MOST_PAGES = 1_000_000;

  static UserQuery of(Exchange exchange) {
    return new UserQuery(
        exchange.query("q").orElse("").strip(),
        exchange.query("state").orElse(""),
        exchange.query("policy").orElse(""),
        exchange.query("group").orElse("").strip(),
        new Roster.Order(
            column(exchange.query("sort").orElse("")), exchange.query("down").isPresent()),
        page(exchange.query("page").orElse("")));
  }

  private static Roster.Column column(String id) {
    return Stream.of(Roster.Column.values())
        .filter(column -> id(column).equals(id))
        .findFirst()
        .orElse(Roster.Column.NAME);
  }

  static String id(Roster.Column column) {
    return column.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int page(String text) {
    return text.matches("[1-9]\\d{0,5}") ? Math.min(Integer.parseInt(text), MOST_PAGES) : 1;
  }

  boolean isOfRemoved() {
    return isOfRemoved(state);
  }

  static boolean isOfRemoved(String state) {
    return state.equals(REMOVED) || state.equals(OVER);
  }

  /** Everybody who left. */
  boolean isOfAllRemoved() {
    return text.isEmpty() && state.equals(REMOVED);
  }

  boolean isEverybody() {
    return text.isEmpty() && state.isEmpty() && policy.isEmpty() && group.isEmpty();
  }

  People.Query in(String directory) {
    return People.Query.of(directory, text, state, policy, group);
  }

  /** The address of another page of it. */
  String atPage(int other) {
    return address("/admin/users", order, other);
  }

  /** The address of it sorted by a column: the other way round where it is already. */
  String sortedBy(Roster.Column column) {
    boolean again = order.column() == column && !order.descending();
    return address("/admin/users", new Roster.Order(column, again), 1);
  }

  String address(String path) {
    return address(path, order, 1);
  }

  private String address(String path, Roster.Order by, int at) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, String> part :
        List.of(
            Map.entry("q", text),
            Map.entry("state", state),
            Map.entry("policy", policy),
            Map.entry("group", group),
            Map.entry("sort", by.column() == Roster.Column.NAME ? "" : id(by.column())),
            Map.entry("down", by.descending() ? "1" : ""),
            Map.entry("page", at == 1 ? "" : Integer.toString(at)))) {
      if (!part.getValue().isEmpty()) {
        parts.add(part.getKey() + "=" + UserWords.encoded(part.getValue()));
      }
    }
    return parts.isEmpty() ? path : path + "?" + String.join("&", parts);
  }

  /** {@code sort} as {@code aria-sort} has it: blank where the list is not sorted by a column. */
  String ariaSort(Roster.Column column) {
    if (order.column() != column) {
      return "";
    }
    return order.descending() ? "descending" : "ascending";
  }
}
