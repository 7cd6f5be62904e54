package org.keyturn.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keyturn.agent.directory.Directories;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.recovery.PortalDirectories;

/**
 * The portal's own connections: few, opened when somebody asks, and apart from those of the runs,
 * so that neither waits for the other. Thread-safe.
 */
final class OwnConnections implements PortalDirectories, AutoCloseable {

  private static final int CONNECTIONS = 4;

  private final Map<String, DirectorySettings> settings;
  private final Map<String, Directory> open = new HashMap<>();

  OwnConnections(Map<String, DirectorySettings> settings) {
    this.settings = settings;
  }

  @Override
  public List<String> names() {
    return List.copyOf(settings.keySet());
  }

  @Override
  public synchronized Directory open(String name) {
    Directory directory = open.get(name);
    if (directory == null) {
      directory =
          Directories.open(
              Objects.requireNonNull(settings.get(name), name).withConnections(CONNECTIONS));
      open.put(name, directory);
    }
    return directory;
  }

  @Override
  public synchronized void release(String name) {
    Directory directory = open.remove(name);
    if (directory != null) {
      directory.close();
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Directory::close);
    open.clear();
  }
}
