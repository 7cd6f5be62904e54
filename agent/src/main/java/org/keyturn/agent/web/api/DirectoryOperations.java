package org.keyturn.agent.web.api;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.DirectoryInfo;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.recovery.PortalDirectories;

/** The directories, as they are now. */
public final class DirectoryOperations extends Operations {

  private record Seen(String name, Optional<DirectoryInfo> info, Optional<String> away) {}

  private static final Document<Seen> DIRECTORY =
      Document.<Seen>of("Directory")
          .text("name", "The config's.", Seen::name)
          .flag("answers", "Whether it does.", seen -> seen.info().isPresent())
          .maybe("server", "The one that is used.", s -> s.info().map(DirectoryInfo::url))
          .maybe("dialect", "How it is spoken to.", s -> s.info().map(DirectoryInfo::dialect))
          .maybe("away", "Why it does not answer.", Seen::away);

  private static final Document<List<Seen>> DIRECTORIES =
      Document.<List<Seen>>of("Directories")
          .list("directories", "In the config's order.", DIRECTORY, all -> all);

  private final PortalDirectories directories;

  public DirectoryOperations(PortalDirectories directories) {
    this.directories = directories;
  }

  @Override
  String tag() {
    return "directories";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get("/directories", Sight.class, "listDirectories", "The directories")
            .answers(DIRECTORIES, (call, sight) -> seen()));
  }

  private List<Seen> seen() {
    return directories.names().stream().map(this::seen).toList();
  }

  private Seen seen(String name) {
    try {
      return new Seen(name, Optional.of(directories.ask(name, Directory::info)), Optional.empty());
    } catch (DirectoryException e) {
      return new Seen(name, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * The directory that is named in the path.
   *
   * @throws Problem where the config has none of this name
   */
  static String named(PortalDirectories directories, Call call) {
    String name = call.path("directory");
    if (!directories.names().contains(name)) {
      throw Problem.notFound(
          "There is no directory "
              + name
              + "; there are "
              + String.join(", ", directories.names()));
    }
    return name;
  }
}
