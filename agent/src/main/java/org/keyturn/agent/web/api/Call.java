package org.keyturn.agent.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;

/**
 * What was asked of an operation, each value of the shape that the operation says.
 *
 * @param path by the names in its path
 * @param query by name, those that were given
 * @param body by key; empty where nothing was sent
 */
record Call(Map<String, String> path, Map<String, Object> query, Map<String, Object> body) {

  /** A value of the path. */
  String path(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable((String) query.get(name));
  }

  long number(String name, long otherwise) {
    Object value = query.get(name);
    return value == null ? otherwise : (Long) value;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(query.get(name));
  }

  /** A text of the body. */
  Optional<String> sent(String key) {
    return Optional.ofNullable((String) body.get(key));
  }

  boolean sentFlag(String key, boolean otherwise) {
    Object value = body.get(key);
    return value == null ? otherwise : (Boolean) value;
  }

  Optional<Long> sentNumber(String key) {
    return Optional.ofNullable((Long) body.get(key));
  }

  /** A list of texts of the body; empty where it is not there. */
  List<String> sentList(String key) {
    Object value = body.get(key);
    return value instanceof List<?> list
        ? list.stream().map(String.class::cast).toList()
        : List.of();
  }

  /** A list of objects of the body, each as a body of its own; empty where it is not there. */
  List<Call> sentObjects(String key) {
    return body.get(key) instanceof List<?> list
        ? list.stream().map(each -> new Call(path, query, object(each))).toList()
        : List.of();
  }

  /** A secret of the body; whoever sent it on closes it. */
  Secret secret(String key) {
    return Optional.ofNullable((Secret) body.get(key)).orElseThrow();
  }

  /** An object of the body; empty where it is not there. */
  Map<String, Object> sentObject(String key) {
    return object(body.get(key));
  }

  private static Map<String, Object> object(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return Map.of();
    }
    Map<String, Object> object = new LinkedHashMap<>();
    map.forEach((name, each) -> object.put(String.valueOf(name), each));
    return object;
  }

  /** The same with an object of the body in place of the body. */
  Call within(String key) {
    return new Call(path, query, sentObject(key));
  }
}
