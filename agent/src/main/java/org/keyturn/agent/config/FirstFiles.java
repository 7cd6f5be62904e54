package org.keyturn.agent.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.account.Secret;

/**
 * The files of a first config: itself, the password of the service account (0600), and the
 * certificate to trust. They are written aside and loaded as any config is; only what is whole and
 * right takes its place, the config last.
 */
public final class FirstFiles {

  private static final String SECRET = "rw-------";
  private static final String READABLE = "rw-r--r--";

  private final Path config;
  private final boolean replace;

  /**
   * @param config where it will stand
   * @param replace whether what is there already may go
   */
  public FirstFiles(Path config, boolean replace) {
    this.config = config;
    this.replace = replace;
  }

  public Path config() {
    return config;
  }

  /**
   * Refuses a place where nothing can be written, before anybody is asked for anything.
   *
   * @throws FirstConfigException of {@code file}
   */
  public void expect() throws FirstConfigException {
    if (config.getFileName() == null || Files.isDirectory(config)) {
      throw wrong(config + " is a folder: name a file in it");
    }
    if (!replace && Files.exists(config, LinkOption.NOFOLLOW_LINKS)) {
      throw wrong(
          config
              + " is there already, and stays: name another with --out, or --force to replace it");
    }
    Path folder = nearest(folder());
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw wrong(config + " cannot be written: " + folder + " is no folder that you may write");
    }
  }

  /** The folder, or the one above it that is there. */
  private static Path nearest(Path folder) {
    Path above = folder.getParent();
    return above == null || Files.exists(folder) ? folder : nearest(above);
  }

  private Path folder() {
    Path folder = config.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalStateException(config + " has no folder");
    }
    return folder;
  }

  /**
   * Whether the config would be taken; nothing is left behind.
   *
   * @throws FirstConfigException of the key that is wrong
   */
  public void judge(FirstConfig first, Optional<String> trusted) throws FirstConfigException {
    try (Secret nobodys = Secret.of("not yet")) {
      Path aside = Files.createTempDirectory("keyturn-init");
      try {
        stage(aside, first, nobodys, trusted);
      } finally {
        discard(aside);
      }
    } catch (IOException e) {
      throw wrong("nothing can be written for a moment: " + reason(e));
    }
  }

  /**
   * @param trusted the certificate to trust as PEM; empty: the JVM's
   * @return what was written, the config last
   * @throws FirstConfigException where nothing was written
   */
  public List<Path> write(FirstConfig first, Secret password, Optional<String> trusted)
      throws FirstConfigException {
    expect();
    try {
      Files.createDirectories(folder());
      Path aside = Files.createTempDirectory(folder(), ".keyturn-init");
      try {
        return take(aside, stage(aside, first, password, trusted));
      } finally {
        discard(aside);
      }
    } catch (IOException e) {
      throw wrong(config + " cannot be written: " + reason(e));
    }
  }

  /** Names of the files in their order, the config last. */
  private List<String> stage(
      Path aside, FirstConfig first, Secret password, Optional<String> trusted)
      throws IOException, FirstConfigException {
    String name = String.valueOf(config.getFileName());
    Map<String, byte[]> files = new LinkedHashMap<>();
    trusted.ifPresent(pem -> files.put(FirstConfig.TRUST, pem.getBytes(StandardCharsets.UTF_8)));
    files.put(name, first.text(config).getBytes(StandardCharsets.UTF_8));
    byte[] secret = password.withUtf8(byte[]::clone);
    try {
      create(aside.resolve(FirstConfig.PASSWORD), SECRET, secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      create(aside.resolve(file.getKey()), READABLE, file.getValue());
    }
    try {
      ConfigFile.load(aside.resolve(name));
    } catch (ConfigException e) {
      Problem problem = e.problems().get(0);
      throw new FirstConfigException(
          problem.key().replaceFirst("^directories\\.[^.]+\\.", ""),
          problem.wrong() + ", " + problem.right());
    }
    return Stream.concat(Stream.of(FirstConfig.PASSWORD), files.keySet().stream()).toList();
  }

  private static void create(Path file, String mode, byte[] content) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(SECRET)));
    Files.write(file, content, StandardOpenOption.WRITE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private List<Path> take(Path aside, List<String> names) throws IOException, FirstConfigException {
    List<String> moved =
        names.stream()
            .filter(name -> !isSame(aside.resolve(name), config.resolveSibling(name)))
            .toList();
    for (String name : moved) {
      if (!replace && Files.exists(config.resolveSibling(name), LinkOption.NOFOLLOW_LINKS)) {
        throw wrong(
            config.resolveSibling(name)
                + " is there already and holds something else: --out in another folder, or --force to"
                + " replace it");
      }
    }
    for (String name : moved) {
      move(aside.resolve(name), config.resolveSibling(name));
    }
    return names.stream().map(config::resolveSibling).toList();
  }

  private void move(Path from, Path to) throws IOException {
    if (replace) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.move(from, to);
    }
  }

  /** One that was put there by hand, as it should be, needs no other. */
  private static boolean isSame(Path staged, Path there) {
    if (!Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      return there.endsWith(FirstConfig.PASSWORD)
          ? isSameSecret(staged, there)
          : Files.mismatch(staged, there) < 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isSameSecret(Path staged, Path there) {
    try (Secret ours = SecretFile.file(staged).open();
        Secret theirs = SecretFile.file(there).open()) {
      return ours.sameAs(theirs);
    } catch (Refused e) {
      return false;
    }
  }

  private static void discard(Path aside) throws IOException {
    try (Stream<Path> files = Files.list(aside)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(aside);
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " came into being meanwhile";
    }
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getFile() + ": " + f.getReason()
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static FirstConfigException wrong(String sentence) {
    return new FirstConfigException("file", sentence);
  }
}
