package org.keyturn.agent.web;

import java.util.List;
import org.keyturn.agent.directory.Directory;

/** The directories whose people the portal serves, on connections of its own. Thread-safe. */
public interface PortalDirectories {

  /** In the config's order. */
  List<String> names();

  /**
   * @throws org.keyturn.agent.directory.DirectoryException where none of its servers answers
   */
  Directory open(String name);

  /** Lets go of one that failed: its next use may choose another server. */
  void release(String name);
}
