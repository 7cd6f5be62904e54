package org.keyturn.agent.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * CSV (RFC 4180) for spreadsheets: a cell that one would take for a formula is given a leading
 * apostrophe, which spreadsheets show as nothing.
 */
public final class Csv implements AutoCloseable {

  /**
   * What starts a formula, or is skipped before one; the last four are full-width, as spreadsheets
   * in East Asian languages take them (OWASP, "CSV Injection").
   */
  private static final String STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private final CSVPrinter printer;

  /**
   * @param header printed first
   */
  public Csv(Appendable out, String... header) {
    try {
      printer = CSVFormat.RFC4180.print(out);
      if (header.length > 0) {
        printer.printRecord((Object[]) header);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void row(Object... cells) {
    try {
      printer.printRecord(Arrays.stream(cells).map(c -> neutral(String.valueOf(c))).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String neutral(String cell) {
    return !cell.isEmpty() && STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  @Override
  public void close() {
    try {
      printer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
