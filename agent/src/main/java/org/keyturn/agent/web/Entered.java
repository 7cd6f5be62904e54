package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a form: at the field, and in the summary above it. */
final class Entered {

  private final List<Map<String, String>> problems = new ArrayList<>();
  private final Map<String, Object> wrong = new HashMap<>();

  /**
   * @param field its id; the first thing wrong with it stands there
   */
  Entered wrong(String field, String sentence) {
    problems.add(Map.of("field", field, "text", sentence));
    wrong.putIfAbsent(field, sentence);
    return this;
  }

  boolean isFine() {
    return problems.isEmpty();
  }

  /** For the template, with what else it shows. */
  Answer view(int status, String template, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("problems", problems);
    all.put("faulty", !problems.isEmpty());
    all.put("wrong", wrong);
    return new Answer.View(status, template, all);
  }
}
