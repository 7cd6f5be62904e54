package org.keyturn.agent.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The config file: where it is and what it says.
 *
 * <p>It holds no secret, only where secrets are, so that everybody may read it; whoever may write
 * it decides where passwords are sent, so that one that everybody may write is refused. A symbolic
 * link is refused too, because the rights of what it points to can change behind its back: name the
 * file itself. Files of secrets are held to more, see {@link SecretFile}.
 */
public final class ConfigFile {

  /** A config of some five hundred jobs; what is larger takes the parser too long. */
  private static final int LIMIT = 256 * 1024;

  private static final Path IN_FOLDER = Path.of("config", "keyturn.yaml");
  private static final Path IN_SYSTEM = Path.of("/etc/keyturn/keyturn.yaml");

  private ConfigFile() {}

  /**
   * Reads and checks all of it.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static KeyturnConfig load(Path file) throws ConfigException {
    return load(new Reading(file, System.getenv()), file);
  }

  static KeyturnConfig load(Reading reading, Path file) throws ConfigException {
    Optional<KeyturnConfig> config =
        text(reading, file)
            .flatMap(text -> tree(reading, text))
            .map(tree -> ConfigDecoder.decode(file, Value.root(reading, tree)));
    if (config.isEmpty() || !reading.problems().isEmpty()) {
      throw new ConfigException(reading.problems());
    }
    return config.get();
  }

  /**
   * Finds it: {@code given}, else {@code $KEYTURN_CONFIG}, else {@code ./config/keyturn.yaml}, else
   * {@code /etc/keyturn/keyturn.yaml}. One that is named is taken, whether it exists or not.
   *
   * @param given what {@code -c} says
   * @param env the environment
   * @throws ConfigException where none is named and none exists
   */
  public static Path locate(Optional<Path> given, Map<String, String> env) throws ConfigException {
    return locate(given, env, IN_FOLDER, IN_SYSTEM);
  }

  static Path locate(Optional<Path> given, Map<String, String> env, Path inFolder, Path inSystem)
      throws ConfigException {
    Optional<Path> named =
        given.or(
            () ->
                Optional.ofNullable(env.get("KEYTURN_CONFIG"))
                    .filter(name -> !name.isBlank())
                    .map(Path::of));
    if (named.isPresent()) {
      return named.get();
    }
    for (Path path : List.of(inFolder, inSystem)) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return path;
      }
    }
    String wrong =
        "no config was found: -c is not given, $KEYTURN_CONFIG is not set, and neither "
            + inFolder.toAbsolutePath()
            + " nor "
            + inSystem
            + " exists";
    throw new ConfigException(
        List.of(
            new Problem(
                inSystem,
                0,
                0,
                "file",
                wrong,
                "name one with -c FILE, or write one: keyturn init URL")));
  }

  private static Optional<String> text(Reading reading, Path file) {
    byte[] bytes;
    try {
      bytes =
          GuardedFile.look(file, false)
              .allowNoMore(GuardedFile.WRITE_BY_OTHERS, "can be changed by everyone", "chmod o-w")
              .read(LIMIT);
    } catch (Refused e) {
      reading.problem(Place.START, "file", e.wrong(), e.right());
      return Optional.empty();
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      reading.problem(end(text), "yaml", "a byte here is not UTF-8", "save the file as UTF-8");
      return Optional.empty();
    }
    int control = firstControl(text);
    if (control >= 0) {
      reading.problem(
          end(text.substring(0, control)), "yaml", "a control character stands here", "delete it");
      return Optional.empty();
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static Optional<Tree> tree(Reading reading, String text) {
    Optional<Tree> tree = TreeReader.read(text, reading);
    if (tree.isEmpty() && reading.problems().isEmpty()) {
      reading.problem(
          Place.START, "file", "says nothing", "copy the commented keyturn.yaml and change it");
    }
    return tree;
  }

  private static Place end(String text) {
    int lastBreak = text.lastIndexOf('\n');
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    return new Place(line, text.codePointCount(lastBreak + 1, text.length()) + 1);
  }

  private static int firstControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
        return i;
      }
    }
    return -1;
  }
}
