package org.keyturn.agent.run;

import java.io.IOException;
import java.io.Serial;
import java.io.Writer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The sheet's text: CSV (RFC 4180) with the header {@code login,dn,mail,password,note}.
 *
 * <p>A spreadsheet runs a cell that begins with {@code =}, {@code +}, {@code -} or {@code @}. Text
 * from the directory gets an apostrophe in front of it. So does a password, which no generated one
 * needs; the row's {@code note} then says that the apostrophe is not part of it. Where {@code note}
 * is empty, the cell is the password, character for character.
 */
final class SheetText implements AutoCloseable {

  static final String NOT_PART = "the first ' is not part of the password";

  private final CSVPrinter printer;

  SheetText(Writer out) throws IOException {
    printer = CSVFormat.RFC4180.print(out);
    printer.printRecord("login", "dn", "mail", "password", "note");
  }

  void add(SheetRow row) {
    // The printer takes text; its copy goes with the young generation.
    String password = row.password().withChars(String::new);
    boolean formula = isFormula(password);
    try {
      printer.printRecord(
          neutral(row.login()),
          neutral(row.dn()),
          neutral(row.mail()),
          formula ? "'" + password : password,
          formula ? NOT_PART : "");
    } catch (IOException e) {
      throw new Failed(e);
    }
  }

  private static String neutral(String cell) {
    return isFormula(cell) ? "'" + cell : cell;
  }

  /** As OWASP lists them under "CSV Injection", the full-width ones of East Asia among them. */
  private static boolean isFormula(String cell) {
    return !cell.isEmpty() && "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20".indexOf(cell.charAt(0)) >= 0;
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }

  /** What a consumer may not throw. */
  static final class Failed extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final IOException cause;

    Failed(IOException cause) {
      super(cause);
      this.cause = cause;
    }

    IOException cause() {
      return cause;
    }
  }
}
