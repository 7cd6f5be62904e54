package org.keyturn.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.plan.LinkSettings;

/** {@code links}: whose accounts in several directories are one person's. */
final class LinkDecoder {

  private static final String EXAMPLE = "{directories: [corp, cloud], by: employeeNumber}";
  private static final String BY =
      "write an attribute like employeeNumber, or one a directory: {corp: employeeNumber, cloud:"
          + " employeeID}";

  private final Set<String> known;
  private final Map<String, String> taken = new HashMap<>();

  private LinkDecoder(Set<String> known) {
    this.known = known;
  }

  static List<LinkSettings> decode(Value value, Set<String> directories) {
    LinkDecoder decoder = new LinkDecoder(directories);
    List<LinkSettings> links = new ArrayList<>();
    value
        .named("write a link below it: people: " + EXAMPLE)
        .forEach((name, v) -> links.add(decoder.link(name, v)));
    return links;
  }

  private LinkSettings link(String name, Value value) {
    try (Section section = value.section("write " + EXAMPLE)) {
      Set<String> joined =
          section
              .need("directories", "[corp, cloud]")
              .map(v -> directories(name, v))
              .orElse(Set.of());
      Map<String, String> by =
          section.need("by", "employeeNumber").map(v -> by(v, joined)).orElse(Map.of());
      return new LinkSettings(name, by);
    }
  }

  private Set<String> directories(String link, Value value) {
    String right = "write two or more of " + String.join(", ", known);
    Set<String> joined = new LinkedHashSet<>();
    for (Value item : value.items(right)) {
      Optional<String> directory = item.text(right);
      if (directory.isEmpty()) {
        continue;
      }
      String name = directory.get();
      if (!known.contains(name)) {
        item.fail(
            Shown.quoted(name) + " is not among directories",
            Nearest.to(name, known).map(near -> "did you mean " + near + "?").orElse(right));
      } else if (!joined.add(name)) {
        item.fail(Shown.quoted(name) + " is there twice", "leave it out once");
      } else if (taken.putIfAbsent(name, link) != null) {
        item.fail(
            Shown.quoted(name) + " is in links." + taken.get(name) + " too",
            "link all directories of these people in one place");
      }
    }
    if (joined.size() == 1) {
      value.fail("names one directory, and a link takes two", right);
    }
    return joined;
  }

  private static Map<String, String> by(Value value, Set<String> joined) {
    Map<String, String> by = new LinkedHashMap<>();
    if (value.isText()) {
      Scalars.attribute(value).ifPresent(a -> joined.forEach(name -> by.put(name, a)));
      return by;
    }
    Map<String, String> each = new TreeMap<>();
    Map<String, Value> named = value.named(BY);
    named.forEach(
        (name, v) -> {
          if (!joined.contains(name)) {
            v.fail("is not among directories of this link", "name it there, or leave it out");
          }
          Scalars.attribute(v).ifPresent(attribute -> each.put(name, attribute));
        });
    joined.stream()
        .filter(name -> !named.isEmpty() && !named.containsKey(name))
        .forEach(name -> value.fail("says nothing of " + name, "write " + name + ": ATTRIBUTE"));
    joined.forEach(name -> Optional.ofNullable(each.get(name)).ifPresent(a -> by.put(name, a)));
    return by;
  }

  /** What a job cannot do to people of several directories. */
  static void judge(Section job, List<LinkSettings> links, String directory, Action action) {
    Optional<LinkSettings> link = links.stream().filter(l -> l.joins(directory)).findFirst();
    boolean only = job.find("only").flatMap(Scalars::flag).orElse(false);
    if (link.isEmpty() || only || !LinkSettings.concerns(action)) {
      return;
    }
    String where = "links." + link.get().name();
    String mend = "leave it out, or write only: true for " + directory + " alone";
    job.find("waves")
        .ifPresent(
            v -> v.fail("would reach people's accounts (" + where + ") on different days", mend));
  }
}
