package org.keyturn.agent.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every route there is. */
final class Routes {

  private final List<Route> all;
  private final Map<String, Route> shown = new HashMap<>();
  private final Map<String, Route> posted = new HashMap<>();

  Routes(Collection<Route> routes) {
    this.all = List.copyOf(routes);
    for (Route route : all) {
      if ((route.post() ? posted : shown).putIfAbsent(route.path(), route) != null) {
        throw new IllegalArgumentException(route.path() + " is there twice");
      }
    }
  }

  List<Route> all() {
    return all;
  }

  boolean has(String path) {
    return shows(path) || posted.containsKey(path);
  }

  /** Whether there is something to look at. */
  boolean shows(String path) {
    return shown.containsKey(path);
  }

  Optional<Route> find(boolean post, String path) {
    return Optional.ofNullable((post ? posted : shown).get(path));
  }

  /** For the header {@code Allow}. */
  String allowed(String path) {
    return shown.containsKey(path)
        ? posted.containsKey(path) ? "GET, HEAD, POST" : "GET, HEAD"
        : "POST";
  }
}
