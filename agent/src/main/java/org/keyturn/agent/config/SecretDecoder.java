package org.keyturn.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;

/** {@code {file: PATH}}, {@code {env: NAME}} or {@code {credential: NAME}}; never the secret. */
final class SecretDecoder {

  private static final String FORMS = "write {file: PATH}, {env: NAME} or {credential: NAME}";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  /** Stands in for one that was refused; a config with a problem is never used. */
  static final SecretSource NONE = SecretFile.file(Path.of("none"));

  private SecretDecoder() {}

  static SecretSource decode(Value value) {
    if (value.isText()) {
      value.fail("is written here, where others can read it", FORMS);
      return NONE;
    }
    try (Section section = value.section(FORMS).discreet()) {
      Optional<Value> file = section.find("file");
      Optional<Value> env = section.find("env");
      Optional<Value> credential = section.find("credential");
      List<Value> given = Stream.of(file, env, credential).flatMap(Optional::stream).toList();
      if (given.size() > 1) {
        value.fail("is in more than one place", FORMS);
      } else if (given.isEmpty() && value.hasNoKeys()) {
        value.fail("names no place", FORMS);
      } else {
        return Stream.of(
                file.map(SecretDecoder::file),
                env.map(SecretDecoder::variable),
                credential.map(SecretDecoder::credential))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(NONE);
      }
    }
    return NONE;
  }

  private static SecretSource file(Value value) {
    return Scalars.path(value).map(path -> readable(value, SecretFile.file(path))).orElse(NONE);
  }

  private static SecretSource variable(Value value) {
    Optional<String> name = value.text("write the name of an environment variable");
    if (name.isEmpty()) {
      return NONE;
    } else if (!VARIABLE.matcher(name.get()).matches()) {
      value.fail("is no name of an environment variable", "use letters, digits and _");
      return NONE;
    }
    SecretVariable variable = new SecretVariable(name.get(), value.reading().env());
    if (!variable.isSet()) {
      value.fail(
          "the environment variable " + name.get() + " is not set or empty",
          "set it where Keyturn is started");
    }
    return variable;
  }

  private static SecretSource credential(Value value) {
    Optional<String> name = value.text("write the name of a systemd credential");
    String folder = value.reading().env().getOrDefault("CREDENTIALS_DIRECTORY", "");
    if (name.isEmpty()) {
      return NONE;
    } else if (!CREDENTIAL.matcher(name.get()).matches()) {
      value.fail("is no name of a credential", "use letters, digits, dot, - and _");
      return NONE;
    } else if (folder.isEmpty()) {
      value.fail(
          "$CREDENTIALS_DIRECTORY is not set",
          "start Keyturn from a systemd unit with LoadCredential=" + name.get() + ":PATH");
      return NONE;
    }
    return readable(value, SecretFile.credential(Path.of(folder), name.get()));
  }

  private static SecretSource readable(Value value, SecretFile file) {
    try (Secret secret = file.open()) {
      Objects.requireNonNull(secret);
    } catch (Refused e) {
      value.fail(e.wrong(), e.right());
    }
    return file;
  }
}
