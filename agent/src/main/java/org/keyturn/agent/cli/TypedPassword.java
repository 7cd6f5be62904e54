package org.keyturn.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.keyturn.agent.account.Secret;

/** A password or passphrase that an operator chose, from a file or standard input. */
final class TypedPassword {

  /** More is no password. */
  private static final int LONGEST = 4096;

  private TypedPassword() {}

  /**
   * The bytes as they are, but for one line end.
   *
   * @param option for messages
   */
  static Secret read(String option, Path file, InputStream standardInput) {
    byte[] bytes;
    OpenFiles.refuse(file, "others may read or write it");
    try (InputStream in =
        file.toString().equals("-") ? standardInput : Files.newInputStream(file)) {
      bytes = in.readNBytes(LONGEST + 1);
    } catch (NoSuchFileException e) {
      throw new InputException(option + " " + file + ": there is no such file");
    } catch (IOException e) {
      throw new InputException(option + " " + file + ": " + e.getMessage());
    }
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\n') {
      length -= length > 1 && bytes[length - 2] == '\r' ? 2 : 1;
    }
    byte[] own = Arrays.copyOf(bytes, length);
    try {
      if (length == 0 || length > LONGEST) {
        throw new InputException(
            option + " " + file + (length == 0 ? ": is empty" : ": is too long"));
      }
      return Secret.ofUtf8(own);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(own, (byte) 0);
    }
  }
}
