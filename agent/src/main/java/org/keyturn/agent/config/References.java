package org.keyturn.agent.config;

import java.util.Optional;
import java.util.Set;

/** Names in one part of the config that must exist in another. */
final class References {

  private References() {}

  /** The {@code directory} of a job or policy; blank where it was refused. */
  static String directory(Section section, Set<String> directories) {
    Optional<Value> value =
        section.need("directory", directories.stream().findFirst().orElse("NAME"));
    if (value.isEmpty()) {
      return "";
    }
    String known = "write one of " + String.join(", ", directories);
    Optional<String> name = value.get().text(known);
    if (name.isPresent() && !directories.isEmpty() && !directories.contains(name.get())) {
      value
          .get()
          .fail(
              Shown.quoted(name.get()) + " is not among directories",
              Nearest.to(name.get(), directories)
                  .map(near -> "did you mean " + near + "?")
                  .orElse(known));
    }
    return name.orElse("");
  }
}
