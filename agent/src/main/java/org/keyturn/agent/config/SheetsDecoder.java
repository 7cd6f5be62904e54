package org.keyturn.agent.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.run.SheetSettings;

/** {@code sheets}. The keys are read when a sheet is written. */
final class SheetsDecoder {

  private static final String A_KEY = "write the name of a file of gpg --export";

  private SheetsDecoder() {}

  static SheetSettings decode(Value value) {
    try (Section section = value.section("write {folder: sheets, recipients: [anna.asc]}")) {
      Optional<Path> folder = section.find("folder").flatMap(SheetsDecoder::folder);
      List<Path> recipients =
          section.find("recipients").map(v -> v.items(A_KEY)).orElse(List.of()).stream()
              .map(SheetsDecoder::key)
              .flatMap(Optional::stream)
              .toList();
      return new SheetSettings(
          folder, recipients, section.find("passphrase").map(SecretDecoder::decode));
    }
  }

  private static Optional<Path> folder(Value value) {
    Optional<Path> path = Scalars.path(value);
    if (path.isPresent() && Files.exists(path.get()) && !Files.isDirectory(path.get())) {
      value.fail(path.get() + " is no folder", "name a folder; it is made where it is missing");
    }
    return path;
  }

  /** Whoever can exchange it reads the passwords. */
  private static Optional<Path> key(Value value) {
    Optional<Path> path = Scalars.path(value);
    if (path.isPresent()) {
      try {
        GuardedFile.look(path.get(), true)
            .allowNoMore(GuardedFile.WRITE_BY_OTHERS, "can be changed by everyone", "chmod o-w");
      } catch (Refused e) {
        value.fail(e.wrong(), e.right());
      }
    }
    return path;
  }
}
