package org.keyturn.agent.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All that is wrong with a list: the first of them in words, the others counted. */
public final class Problems {

  /** More than anybody mends before the next try. */
  private static final int MOST = 50;

  private final List<String> first = new ArrayList<>();
  private long more;

  public void add(String problem) {
    if (first.size() < MOST) {
      first.add(problem);
    } else {
      more++;
    }
  }

  /** Those of somebody else, before whatever comes. */
  public void addAll(Problems others) {
    others.first.forEach(this::add);
    more += others.more;
  }

  public boolean isEmpty() {
    return first.isEmpty();
  }

  /** One line each; a last one says how many more there are. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(first);
    if (more > 0) {
      lines.add("… and " + String.format(Locale.ROOT, "%,d", more) + " more");
    }
    return lines;
  }
}
