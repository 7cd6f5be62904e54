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
import java.util.Iterator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.notify.Recipients;

/**
 * Reads the accounts that a CSV file lists. What is wrong with a row is remembered and the next one
 * read, so that all of it can be told at once; what is wrong with the file is told here.
 */
final class CsvAccounts {

  private static final char BOM = '\ufeff';

  /** How far the header line is looked at to see what separates the columns. */
  private static final int HEADER = 8192;

  /** Longer is no key of any directory. */
  private static final int LONGEST_KEY = 4096;

  private CsvAccounts() {}

  /**
   * @param file UTF-8, with or without a byte order mark, a header line first; {@code -} for
   *     standard input
   * @return the caller's to close
   */
  static CsvRows read(Path file, InputStream standardInput) {
    boolean piped = file.toString().equals("-");
    String name = piped ? "standard input" : file.toString();
    try (InputStream in = piped ? standardInput : Files.newInputStream(file);
        BufferedReader text =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        BoundedRows bounded = new BoundedRows(withoutMark(text));
        CSVParser parser = format(delimiter(text)).parse(bounded)) {
      CsvHeader header = CsvHeader.of(name, parser.getHeaderNames());
      if (header.hasPassword() && !piped) {
        OpenFiles.refuse(file, "it holds passwords, and others may read or write it");
      }
      CsvRows rows = new CsvRows(name, header.kind());
      rows.ignores(header.ignored());
      try {
        addAll(parser, bounded, header, rows);
        return rows;
      } catch (RuntimeException e) {
        rows.close();
        throw e;
      }
    } catch (CharacterCodingException e) {
      throw notUtf8(name);
    } catch (NoSuchFileException e) {
      throw new InputException(name + ": there is no such file");
    } catch (CSVException | IllegalArgumentException e) {
      throw new InputException(name + ": is not CSV: " + e.getMessage());
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

  private static CSVFormat format(char delimiter) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setHeader()
        .setSkipHeaderRecord(true)
        .setIgnoreEmptyLines(true)
        .get();
  }

  private static BufferedReader withoutMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BOM) {
      text.reset();
    }
    return text;
  }

  /** Spreadsheets of many countries separate by semicolons; some exports by tabs. */
  private static char delimiter(BufferedReader text) throws IOException {
    text.mark(HEADER);
    String line = "";
    for (int i = 0, c = text.read(); i < HEADER - 1 && c >= 0 && c != '\n' && c != '\r'; i++) {
      line += (char) c;
      c = text.read();
    }
    text.reset();
    return line.indexOf(',') >= 0
        ? ','
        : line.indexOf(';') >= 0 ? ';' : line.indexOf('\t') > 0 ? '\t' : ',';
  }

  private static void addAll(
      CSVParser parser, BoundedRows bounded, CsvHeader header, CsvRows rows) {
    Iterator<CSVRecord> records = parser.iterator();
    boolean any = false;
    while (true) {
      try {
        bounded.next();
        if (!records.hasNext()) {
          break;
        }
        CSVRecord row = records.next();
        any = true;
        add(row, Math.toIntExact(parser.getCurrentLineNumber()), header, rows);
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof CharacterCodingException) {
          throw e;
        }
        // Where a row ends cannot be told any more.
        rows.problem(
            Math.toIntExact(parser.getCurrentLineNumber() + 1),
            "is not CSV from here on: " + e.getMessage());
        return;
      }
    }
    if (!any) {
      rows.problem("lists nobody");
    }
  }

  private static void add(CSVRecord row, int line, CsvHeader header, CsvRows rows) {
    if (row.size() == 1 && row.get(0).isBlank() && header.size() > 1) {
      return; // a line of spaces
    }
    if (row.size() != header.size()) {
      rows.problem(line, "has " + row.size() + " cells, the header has " + header.size());
      return;
    }
    String key = header.key(row).strip();
    String deliverTo = header.deliverTo(row).strip();
    String problem = problem(header.keyName(), key);
    if (!problem.isEmpty()) {
      rows.problem(line, problem);
    }
    if (!deliverTo.isEmpty()
        && Recipients.parse(deliverTo) instanceof Recipients.Unusable unusable) {
      rows.problem(line, "deliver-to: " + unusable.reason());
    }
    if (problem.isEmpty()) {
      try (Secret password = Secret.of(header.password(row))) {
        rows.add(line, key, password, deliverTo);
      }
    }
  }

  private static String problem(String column, String key) {
    if (key.isEmpty()) {
      return "the " + column + " is empty";
    }
    if (key.length() > LONGEST_KEY) {
      return "the " + column + " has more than " + LONGEST_KEY + " characters";
    }
    return key.chars().anyMatch(c -> c < ' ' || c == 0x7f)
        ? "the " + column + " holds a control character"
        : "";
  }
}
