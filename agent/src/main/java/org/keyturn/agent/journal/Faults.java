package org.keyturn.agent.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteException;

/** What the database refuses, as a sentence for the operator that says what to do. */
final class Faults {

  private static final String NO_LIBRARY =
      "The library of the store's database cannot be unpacked into "
          + System.getProperty("java.io.tmpdir")
          + ". Nothing was written. Make room there and let programs be run from it, or name another"
          + " folder: KEYTURN_JAVA_OPTS=-Djava.io.tmpdir=DIR.";

  private Faults() {}

  /**
   * The database's own error is kept as the cause; Jdbi's is not, because it prints the values that
   * were bound.
   */
  static LedgerException sentence(StoreFolder store, JdbiException error) {
    return causeOf(error)
        .map(sql -> sentence(store, sql))
        .orElseGet(
            () ->
                new LedgerException(
                    "The store " + store.path() + " gave an answer that could not be read."));
  }

  static LedgerException sentence(StoreFolder store, SQLException error) {
    return new LedgerException(
        isLibraryMissing(error) ? NO_LIBRARY : text(store, code(error)), error);
  }

  /** SQLITE_BUSY or SQLITE_LOCKED: somebody else has the one place to write. */
  static boolean isBusy(JdbiException error) {
    return causeOf(error).map(Faults::code).filter(code -> code == 5 || code == 6).isPresent();
  }

  /**
   * @param others who is registered and alive; a process that only passes by is not among them
   */
  static StoreBusyException busy(StoreFolder store, List<Holder> others, JdbiException error) {
    String whoever =
        others.isEmpty()
            ? "See who it is: fuser " + store.database()
            : "It may be paused or hang: "
                + others.stream().map(Holder::describe).collect(Collectors.joining("; "));
    return new StoreBusyException(
        "The store "
            + store.path()
            + " is busy: another process has been writing to it for a minute. Nothing was written. "
            + whoever
            + ". Let it go on (kill -CONT) or end it, and try again.",
        causeOf(error).orElseThrow());
  }

  /** It unpacks itself into the temporary folder, once for each process. */
  private static boolean isLibraryMissing(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof NativeLibraryNotFoundException) {
        return true;
      }
    }
    return false;
  }

  private static Optional<SQLException> causeOf(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }

  /** The primary result code, https://www.sqlite.org/rescode.html. */
  static int code(SQLException error) {
    int code =
        error instanceof SQLiteException sqlite
            ? sqlite.getResultCode().code
            : error.getErrorCode();
    return code & 0xff;
  }

  private static String text(StoreFolder store, int code) {
    return switch (code) {
      case 5, 6 ->
          "The store "
              + store.path()
              + " is busy: another process has been writing to it for a minute. Try again when it"
              + " is done.";
      case 8 ->
          "The store "
              + store.path()
              + " is read-only. Make the folder and the files in it writable for this user.";
      case 10 ->
          "The store "
              + store.path()
              + " cannot be read or written: the disk reports an error. Nothing was written. Look"
              + " at the disk and at the kernel's log.";
      case 11 ->
          "The database "
              + store.database()
              + " is damaged. Stop the agent, keep a copy of the folder, and restore it from a"
              + " backup.";
      case 13 ->
          "The disk of the store "
              + store.path()
              + " is full. Nothing was written. Make room and try again.";
      case 14 ->
          "The database "
              + store.database()
              + " cannot be opened. Check that it is a file that belongs to this user.";
      case 26 ->
          "The file "
              + store.database()
              + " is not a database of this agent. Restore it from a backup, or set store.path to"
              + " another folder.";
      default ->
          "The store "
              + store.path()
              + " refused a statement (SQLite result code "
              + code
              + "). Nothing was written.";
    };
  }
}
