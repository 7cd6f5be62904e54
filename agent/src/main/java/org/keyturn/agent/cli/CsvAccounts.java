package org.keyturn.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.plan.Printable;

/** Reads the accounts that a CSV file lists; finds everything that is wrong with it first. */
final class CsvAccounts {

  private static final int MOST_PROBLEMS = 20;
  private static final char BOM = '\ufeff';

  private CsvAccounts() {}

  /**
   * @param file UTF-8, with or without a byte order mark, a header line first; {@code -} for
   *     standard input
   */
  static List<AccountKey> read(Path file, InputStream standardInput) {
    try (Reader reader = open(file, standardInput);
        CSVParser parser = format().parse(reader)) {
      return keys(file, parser);
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": is not UTF-8; save it as \"CSV UTF-8\"");
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": there is no such file");
    } catch (CSVException | IllegalArgumentException e) {
      throw new InputException(file + ": is not CSV: " + e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException
          ? new InputException(file + ": is not UTF-8; save it as \"CSV UTF-8\"")
          : new InputException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private static CSVFormat format() {
    return CSVFormat.DEFAULT
        .builder()
        .setHeader()
        .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
        .setSkipHeaderRecord(true)
        .setIgnoreEmptyLines(true)
        .setIgnoreHeaderCase(true)
        .setTrim(true)
        .get();
  }

  private static Reader open(Path file, InputStream standardInput) throws IOException {
    InputStream in = file.toString().equals("-") ? standardInput : Files.newInputStream(file);
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    reader.mark(1);
    if (reader.read() != BOM) {
      reader.reset();
    }
    return reader;
  }

  private static List<AccountKey> keys(Path file, CSVParser parser) {
    AccountKey.Kind kind = kind(file, parser);
    String column = kind.name().toLowerCase(Locale.ROOT);
    List<AccountKey> keys = new ArrayList<>();
    Map<String, Long> seen = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (CSVRecord row : parser) {
      String place = file + ":" + parser.getCurrentLineNumber() + ": ";
      String value = row.isSet(column) ? row.get(column) : "";
      Long before = seen.putIfAbsent(value, parser.getCurrentLineNumber());
      if (!row.isConsistent()) {
        problems.add(place + "has " + row.size() + " cells, the header has another number");
      } else if (value.isEmpty()) {
        problems.add(place + "the " + column + " is empty");
      } else if (before != null) {
        problems.add(place + Printable.quoted(value) + " stands in line " + before + " already");
      } else {
        keys.add(new AccountKey(kind, value));
      }
    }
    if (keys.isEmpty() && problems.isEmpty()) {
      problems.add(file + ": lists nobody");
    }
    if (!problems.isEmpty()) {
      throw new InputException(shortened(problems));
    }
    return keys;
  }

  private static AccountKey.Kind kind(Path file, CSVParser parser) {
    List<String> header =
        parser.getHeaderNames().stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
    for (String later : List.of("password", "deliver-to")) {
      if (header.contains(later)) {
        throw new InputException(
            file + ": the column " + later + " is not taken in this version; remove it");
      }
    }
    List<AccountKey.Kind> kinds =
        Stream.of(AccountKey.Kind.values())
            .filter(k -> k != AccountKey.Kind.ANY)
            .filter(k -> header.contains(k.name().toLowerCase(Locale.ROOT)))
            .toList();
    if (kinds.size() != 1) {
      throw new InputException(
          file
              + ": its header is "
              + Printable.quoted(String.join(",", header))
              + "; it needs one column login, mail, dn or id");
    }
    return kinds.get(0);
  }

  private static List<String> shortened(List<String> problems) {
    if (problems.size() <= MOST_PROBLEMS) {
      return problems;
    }
    List<String> shown = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
    shown.add("… and " + (problems.size() - MOST_PROBLEMS) + " more");
    return shown;
  }
}
