package org.keyturn.agent.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.plan.SelectionException;

/**
 * Reads the accounts that a CSV text lists. What is wrong with a row is remembered and the next one
 * read, so that all of it can be told at once; what is wrong with the whole is told here.
 */
public final class CsvReader {

  /** How far the header line is looked at to see what separates the columns. */
  private static final int HEADER = 8192;

  /** Longer is no key of any directory. */
  private static final int LONGEST_KEY = 4096;

  private static final char BOM = '\ufeff';

  private CsvReader() {}

  /**
   * @param name of the text, for messages
   * @param text with or without a byte order mark, a header line first; stays the caller's
   * @param onPasswords told before any row is read, where there is a column of passwords
   * @return the caller's to close
   * @throws SelectionException where it is no list of accounts
   * @throws IOException where it cannot be read; also as an {@link UncheckedIOException}
   */
  public static CsvRows read(String name, BufferedReader text, Runnable onPasswords)
      throws IOException {
    try (BoundedRows bounded = new BoundedRows(withoutMark(text));
        CSVParser parser = format(delimiter(text)).parse(bounded)) {
      CsvHeader header = CsvHeader.of(name, parser.getHeaderNames());
      if (header.hasPassword()) {
        onPasswords.run();
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
    } catch (CSVException | IllegalArgumentException e) {
      throw new SelectionException(List.of(name + ": is not CSV: " + e.getMessage()));
    }
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
