package org.keyturn.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.keyturn.agent.plan.SelectionException;
import org.keyturn.agent.run.CsvReader;
import org.keyturn.agent.run.CsvRows;

/** Opens a CSV file that lists accounts. */
final class CsvAccounts {

  private CsvAccounts() {}

  /**
   * @param file UTF-8, as {@link CsvReader} takes it; {@code -} for standard input
   * @return the caller's to close
   */
  static CsvRows read(Path file, InputStream standardInput) {
    boolean piped = file.toString().equals("-");
    String name = piped ? "standard input" : file.toString();
    try (InputStream in = piped ? standardInput : Files.newInputStream(file);
        BufferedReader text =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))) {
      return CsvReader.read(
          name,
          text,
          () -> {
            if (!piped) {
              OpenFiles.refuse(file, "it holds passwords, and others may read or write it");
            }
          });
    } catch (SelectionException e) {
      throw new InputException(e.problems());
    } catch (CharacterCodingException e) {
      throw notUtf8(name);
    } catch (NoSuchFileException e) {
      throw new InputException(name + ": there is no such file");
    } catch (IOException | UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException
          ? notUtf8(name)
          : new InputException(name + ": cannot be read: " + e.getMessage());
    }
  }

  private static InputException notUtf8(String name) {
    return new InputException(
        name
            + ": is not UTF-8; save it as \"CSV UTF-8\", or: iconv -f LATIN1 -t UTF-8 "
            + (name.startsWith("standard") ? "" : name));
  }
}
