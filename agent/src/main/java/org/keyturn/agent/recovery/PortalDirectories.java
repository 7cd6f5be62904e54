package org.keyturn.agent.recovery;

import java.util.List;
import java.util.function.Function;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;

/** The directories whose people the portal serves, on connections of its own. Thread-safe. */
public interface PortalDirectories {

  /** In the config's order, at least one. */
  List<String> names();

  /**
   * @throws DirectoryException where none of its servers answers
   */
  Directory open(String name);

  /** Lets go of one that failed: its next use may choose another server. */
  void release(String name);

  /**
   * @throws DirectoryException where it cannot be asked; it is released then
   */
  default <T> T ask(String name, Function<Directory, T> question) {
    try {
      return question.apply(open(name));
    } catch (DirectoryException e) {
      release(name);
      throw e;
    }
  }
}
