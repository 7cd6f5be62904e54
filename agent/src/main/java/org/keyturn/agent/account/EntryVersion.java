package org.keyturn.agent.account;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pre-image of a change: the password-related attributes of an entry as the server wrote them
 * when it was read. The dialect that read it guards a write with it and undoes a write to it; to
 * everyone else it is opaque, comparable and printable. It never holds a password, hashed or not.
 *
 * @param attributes attribute name → the server's own text; an absent attribute has no key
 */
public record EntryVersion(SortedMap<String, String> attributes) {

  public EntryVersion {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  public static EntryVersion of(Map<String, String> attributes) {
    return new EntryVersion(new TreeMap<>(attributes));
  }

  public Optional<String> get(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }
}
