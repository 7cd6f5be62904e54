package org.keyturn.agent.web.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyturn.agent.document.Shape;

/** What stands after the question mark, held against what an operation takes there. */
final class Query {

  private Query() {}

  /**
   * @throws Problem where a name is not known, or a value not of its shape
   */
  static Map<String, Object> of(List<Parameter> known, Map<String, String> given) {
    Map<String, Object> values = new HashMap<>();
    List<Problem.Fault> faults = new ArrayList<>();
    for (Map.Entry<String, String> each : given.entrySet()) {
      Optional<Parameter> parameter =
          known.stream().filter(p -> p.name().equals(each.getKey())).findFirst();
      if (parameter.isEmpty()) {
        faults.add(new Problem.Fault(each.getKey(), "is not known; " + names(known)));
      } else {
        take(parameter.get(), each.getValue(), values, faults);
      }
    }
    known.stream()
        .filter(parameter -> parameter.required() && !given.containsKey(parameter.name()))
        .map(parameter -> new Problem.Fault(parameter.name(), "is missing: " + parameter.says()))
        .forEach(faults::add);
    if (!faults.isEmpty()) {
      throw Problem.wrong(Problem.Kind.BAD_REQUEST, faults);
    }
    return values;
  }

  private static void take(
      Parameter parameter, String text, Map<String, Object> values, List<Problem.Fault> faults) {
    Optional<String> wrong;
    if (parameter.shape() instanceof Shape.Text shape) {
      wrong = Judge.text(shape, text);
      values.put(parameter.name(), text);
    } else if (parameter.shape() instanceof Shape.Number shape) {
      Optional<Long> number = number(text).filter(n -> n >= shape.least() && n <= shape.most());
      wrong = number.isPresent() ? Optional.empty() : Optional.of(Judge.range(shape));
      number.ifPresent(n -> values.put(parameter.name(), n));
    } else {
      boolean flag = text.equals("true") || text.equals("false");
      wrong = flag ? Optional.empty() : Optional.of("is neither true nor false");
      values.put(parameter.name(), text.equals("true"));
    }
    wrong.ifPresent(says -> faults.add(new Problem.Fault(parameter.name(), says)));
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static String names(List<Parameter> known) {
    return known.isEmpty()
        ? "nothing is taken there"
        : "there are: " + known.stream().map(Parameter::name).collect(Collectors.joining(", "));
  }
}
