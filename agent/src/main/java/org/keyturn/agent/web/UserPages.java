package org.keyturn.agent.web;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Roster.Column;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.policy.AccountState;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.report.UserRow;

/** {@code /admin/users}: everybody of a directory, to be searched, sorted and picked. */
public final class UserPages extends Pages {

  private static final String PATH = "/admin/users";
  private static final String CSV = "/admin/users.csv";
  private static final int ROWS = 50;

  private static final List<Map.Entry<Column, String>> COLUMNS =
      List.of(
          Map.entry(Column.NAME, "user-name"),
          Map.entry(Column.LOGIN, "user-login"),
          Map.entry(Column.STATE, "user-state"),
          Map.entry(Column.PASSWORD, "user-password"),
          Map.entry(Column.EXPIRES, "user-expires"),
          Map.entry(Column.SIGN_IN, "user-sign-in"));

  private final People people;
  private final Removals removals;
  private final Clock clock;

  public UserPages(People people, Removals removals, Clock clock) {
    this.people = people;
    this.removals = removals;
    this.clock = clock;
  }

  @Override
  List<Route> routes() {
    return List.of(
        Route.get(PATH, Sight.class, this::list).withQuery(UserQuery.NAMES),
        Route.get(CSV, Sight.class, this::csv).withQuery(UserQuery.NAMES));
  }

  private Answer list(Exchange exchange, Sight sight) {
    UserQuery query = UserQuery.of(exchange);
    String directory = Here.of(exchange);
    Map<String, Object> values = new HashMap<>();
    values.put("directory", directory);
    values.put("q", query.text());
    values.put("state", query.state());
    values.put("policy", query.policy());
    values.put("group", query.group());
    values.put("narrowed", !query.isEverybody());
    values.put("states", states(exchange.words(), query));
    values.put("sort", UserQuery.id(query.order().column()));
    values.put("down", query.order().descending());
    values.put("removed", query.isOfRemoved());
    if (query.isOfRemoved()) {
      values.putAll(removed(exchange, sight, query));
    } else {
      values.putAll(found(exchange, sight, query));
    }
    values.put("policies", policies(sight, directory, query)); // what was read just now included
    return Answer.view("admin-users", values);
  }

  private static List<Map<String, Object>> states(Words words, UserQuery query) {
    UserWords said = new UserWords(words, Instant.EPOCH);
    List<Map<String, Object>> states = new ArrayList<>();
    for (AccountState state : AccountState.values()) {
      states.add(choice(state.id(), said.state(state), query.state()));
    }
    states.add(choice(UserQuery.REMOVED, words.say("user-removed"), query.state()));
    states.add(choice(UserQuery.OVER, words.say("user-removed-over"), query.state()));
    return states;
  }

  private static Map<String, Object> choice(String id, String text, String chosen) {
    return Map.of("id", id, "text", text, "selected", id.equals(chosen));
  }

  private List<Map<String, Object>> policies(Sight sight, String directory, UserQuery query) {
    return people.policies(sight, directory).keySet().stream()
        .map(policy -> choice(policy, policy, query.policy()))
        .toList();
  }

  private Map<String, Object> removed(Exchange exchange, Sight sight, UserQuery query) {
    return new RemovedList(removals, exchange.words(), clock.instant())
        .page(Here.of(exchange), query, ROWS, sight);
  }

  private Map<String, Object> found(Exchange exchange, Sight sight, UserQuery query) {
    Words words = exchange.words();
    String directory = Here.of(exchange);
    long from = (query.page() - 1L) * ROWS;
    People.Page page;
    try {
      page = people.page(sight, query.in(directory), query.order(), from, ROWS);
    } catch (DirectoryException e) {
      page = unread(e);
    }
    UserWords said = new UserWords(words, clock.instant());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (People.Row row : page.rows()) {
      Map<String, Object> shown = said.row(directory, rows.size(), row.entry(), sight.operator());
      shown.put("gone", row.gone());
      shown.put("pick", !row.gone() && !Boolean.TRUE.equals(shown.get("self")));
      rows.add(shown);
    }
    Map<String, Object> values = new HashMap<>(pager(words, query, page.total(), rows.size()));
    values.put("rows", rows);
    UserWords.list(values, "acts", said.buttons(UserWords.acts(sight)));
    values.put("any", !rows.isEmpty());
    values.put("columns", columns(words, query));
    values.put("all", words.say("user-all", page.others()));
    values.put("export", query.address(CSV));
    values.put("notes", notes(words, said, page));
    values.put("reading", page.reading().isPresent());
    values.put(
        "empty",
        words.say(
            page.readAt().isEmpty()
                ? "user-none-yet"
                : query.isEverybody() ? "user-none" : "user-none-found"));
    return values;
  }

  private static People.Page unread(DirectoryException e) {
    return new People.Page(
        List.of(),
        0,
        0,
        Optional.of(Instant.EPOCH),
        OptionalLong.empty(),
        Optional.of(String.valueOf(e.getMessage())));
  }

  /** What is to be known about the list as a whole: {@code text}, {@code tone}. */
  private static List<Map<String, String>> notes(Words words, UserWords said, People.Page page) {
    List<Map<String, String>> notes = new ArrayList<>();
    page.trouble()
        .ifPresent(
            why ->
                notes.add(
                    Map.of(
                        "tone", "danger", "text", words.say("user-trouble", Printable.line(why)))));
    page.reading()
        .ifPresent(
            count -> notes.add(Map.of("tone", "warn", "text", words.say("user-reading", count))));
    page.readAt()
        .filter(at -> at.isAfter(Instant.EPOCH))
        .ifPresent(
            at ->
                notes.add(
                    Map.of(
                        "tone",
                        "quiet",
                        "text",
                        words.say("user-as-of", said.moments().full(at)))));
    return notes;
  }

  private static List<Map<String, Object>> columns(Words words, UserQuery query) {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (Map.Entry<Column, String> column : COLUMNS) {
      columns.add(
          Map.of(
              "text",
              words.say(column.getValue()),
              "path",
              query.sortedBy(column.getKey()),
              "sorted",
              query.ariaSort(column.getKey())));
    }
    return columns;
  }

  /** Which part of it is shown, and the way to the others. */
  static Map<String, Object> pager(Words words, UserQuery query, long total, int shown) {
    long from = (query.page() - 1L) * ROWS;
    Map<String, Object> pager = new HashMap<>();
    pager.put(
        "span",
        shown == 0
            ? words.say("user-span-none", total)
            : words.say("user-span", from + 1, from + shown, total));
    pager.put("before", query.page() > 1 ? query.atPage(query.page() - 1) : "");
    pager.put("after", from + ROWS < total ? query.atPage(query.page() + 1) : "");
    return pager;
  }

  /** The same columns as {@code keyturn users -o csv}. */
  private Answer csv(Exchange exchange, Sight sight) {
    People.Query query = UserQuery.of(exchange).in(Here.of(exchange));
    Instant now = clock.instant();
    return new Answer.Written(
        "text/csv; charset=utf-8",
        "users.csv",
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          try (Csv csv = new Csv(text, UserRow.columns())) {
            rows(sight, query, now, csv);
          }
          flush(text);
        });
  }

  private void rows(Sight sight, People.Query query, Instant now, Csv csv) {
    try {
      people.each(
          sight, query, account -> csv.row(UserRow.of(account, AccountState.SOON, now).cells()));
    } catch (DirectoryException e) {
      // The half is on its way already: it says itself that it is no whole.
      csv.row("NOT COMPLETE: " + Printable.line(String.valueOf(e.getMessage())));
    }
  }

  private static void flush(Writer text) {
    try {
      text.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Whoever asked went away.
    }
  }
}
