package org.keyturn.agent.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;

/**
 * A secret in a file that belongs to us or to root and that nobody else can read. One line break at
 * its end is not part of it. Every reading checks the file again.
 *
 * <p>A systemd credential may be readable by its group: systemd shows the access of the unit's user
 * that way (an ACL's mask), in a folder that only that user and root can enter.
 */
final class SecretFile implements SecretSource {

  private static final int LIMIT = 64 * 1024;

  private final Path path;
  private final String description;
  private final int forbidden;

  private SecretFile(Path path, String description, int forbidden) {
    this.path = path;
    this.description = description;
    this.forbidden = forbidden;
  }

  static SecretFile file(Path path) {
    return new SecretFile(
        path, "file " + path, GuardedFile.ANY_BY_OTHERS | GuardedFile.ANY_BY_GROUP);
  }

  /**
   * @param folder systemd's {@code $CREDENTIALS_DIRECTORY}
   */
  static SecretFile credential(Path folder, String name) {
    int others = GuardedFile.ANY_BY_OTHERS | GuardedFile.ANY_BY_GROUP;
    return new SecretFile(
        folder.resolve(name), "credential " + name, others & ~GuardedFile.READ_BY_GROUP);
  }

  @Override
  public Secret read() {
    try {
      return open();
    } catch (Refused e) {
      throw new IllegalStateException(description + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public String toString() {
    return describe();
  }

  Secret open() throws Refused {
    byte[] bytes =
        GuardedFile.look(path, false)
            .allowNoMore(forbidden, "can be read or changed by others", "chmod 600")
            .ownedByUsOrRoot()
            .read(LIMIT);
    byte[] content = withoutLineBreak(bytes);
    try {
      if (content.length == 0) {
        throw new Refused(path + " is empty", "write its content into it");
      }
      Arrays.fill(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).array(), '\0');
      return Secret.ofUtf8(content);
    } catch (CharacterCodingException e) {
      throw new Refused(path + " is not UTF-8", "write it as UTF-8 text");
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(content, (byte) 0);
    }
  }

  private static byte[] withoutLineBreak(byte[] bytes) {
    int end = bytes.length;
    if (end > 0 && bytes[end - 1] == '\n') {
      end--;
      if (end > 0 && bytes[end - 1] == '\r') {
        end--;
      }
    }
    return Arrays.copyOf(bytes, end);
  }
}
