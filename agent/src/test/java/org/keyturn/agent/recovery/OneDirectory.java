package org.keyturn.agent.recovery;

import java.util.List;
import org.keyturn.agent.directory.Directory;

/** A portal's only directory, {@code corp}. */
public record OneDirectory(Directory directory) implements PortalDirectories {

  @Override
  public List<String> names() {
    return List.of("corp");
  }

  @Override
  public Directory open(String name) {
    return directory;
  }

  @Override
  public void release(String name) {}
}
