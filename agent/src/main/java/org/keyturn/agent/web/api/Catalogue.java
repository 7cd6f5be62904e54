package org.keyturn.agent.web.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every operation there is. */
final class Catalogue {

  private final List<Operations> groups;
  private final List<Operation<?, ?>> all = new ArrayList<>();

  /** One that was found for a path, and the values of the names in it. */
  record Found(Operation<?, ?> operation, Map<String, String> path) {}

  Catalogue(List<Operations> groups) {
    this.groups = List.copyOf(groups);
    Set<String> seen = new HashSet<>();
    for (Operations group : groups) {
      for (Operation<?, ?> operation : group.all()) {
        String place =
            operation.method() + " " + operation.path().text().replaceAll("\\{[a-z]+}", "{}");
        if (!seen.add(operation.id()) || !seen.add(place)) {
          throw new IllegalArgumentException(operation.id() + ", " + place + " is there twice");
        }
        all.add(operation);
      }
    }
  }

  List<Operations> groups() {
    return groups;
  }

  List<Operation<?, ?>> all() {
    return List.copyOf(all);
  }

  Optional<Found> find(Method method, String path) {
    for (Operation<?, ?> operation : all) {
      Optional<Map<String, String>> values = operation.path().match(path);
      if (operation.method() == method && values.isPresent()) {
        return Optional.of(new Found(operation, values.get()));
      }
    }
    return Optional.empty();
  }

  /** How many bytes a body at a path has at most. */
  int largest(String path) {
    return all.stream()
        .filter(operation -> operation.path().match(path).isPresent())
        .mapToInt(Operation::largest)
        .max()
        .orElse(Api.LARGEST);
  }

  /** For the header {@code Allow}; empty where there is no such path. */
  String allowed(String path) {
    return all.stream()
        .filter(operation -> operation.path().match(path).isPresent())
        .map(Operation::method)
        .distinct()
        .map(method -> method == Method.GET ? "GET, HEAD" : method.name())
        .collect(Collectors.joining(", "));
  }
}
