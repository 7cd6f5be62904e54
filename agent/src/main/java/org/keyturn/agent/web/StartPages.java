package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.keyturn.agent.notify.Language;

/** The first page, which leads to the others, and the choice of the language. */
final class StartPages {

  /** What the first page leads to, in its order; the sentence is {@code start-NAME}. */
  private static final List<String> WAYS = List.of("forgot", "user-name", "change", "account");

  private static final Pattern QUERY = Pattern.compile("\\?[a-z]+=[A-Za-z0-9-]+");

  private StartPages() {}

  /**
   * @param others every other route; one of them may be a first page of its own
   */
  static List<Route> routes(List<Route> others) {
    Routes known = new Routes(others);
    Route language = Route.post("/language", Access.ANYONE, exchange -> choose(exchange, known));
    if (known.shows("/")) {
      return List.of(language);
    }
    List<String> ways = WAYS.stream().filter(way -> known.shows("/" + way)).toList();
    return List.of(Route.get("/", Access.ANYONE, exchange -> start(exchange, ways)), language);
  }

  private static Answer start(Exchange exchange, List<String> ways) {
    List<Map<String, Object>> links = new ArrayList<>();
    for (String way : ways) {
      Map<String, Object> link = new HashMap<>();
      link.put("path", "/" + way);
      link.put("text", exchange.words().say("start-" + way));
      link.put("more", exchange.words().say("start-" + way + "-more"));
      links.add(link);
    }
    return Answer.view("start", Map.of("ways", links));
  }

  private static Answer choose(Exchange exchange, Routes known) {
    String wanted = exchange.form().text("language");
    for (Language language : Language.values()) {
      if (language.id().equals(wanted)) {
        exchange.choose(language);
      }
    }
    String back = exchange.form().text("back");
    return Answer.seeOther(isPage(back, known) ? back : "/");
  }

  /** A page of ours, with the query of a link where it has one; never an address elsewhere. */
  private static boolean isPage(String back, Routes known) {
    int query = back.indexOf('?');
    return query < 0
        ? known.shows(back)
        : known.shows(back.substring(0, query)) && QUERY.matcher(back.substring(query)).matches();
  }
}
