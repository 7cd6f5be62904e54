package org.keyturn.agent.cli;

import java.time.Instant;
import java.util.function.Consumer;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.report.RemovedRow;

/** Those who left: on record in the ledger, and still in the directory. */
final class RemovedUsers {

  private final Desk desk;
  private final Directory directory;
  private long count;
  private long gone;

  RemovedUsers(Desk desk) {
    this.desk = desk;
    this.directory = desk.directory();
  }

  int print() {
    Screen screen = desk.screen();
    if (desk.json()) {
      Json.array(screen.out(), g -> each(row -> row.write(g)));
    } else if (desk.csv()) {
      csv(screen);
    } else {
      table(screen);
      screen.note(Words.count(count, "account", "accounts") + " removed");
      if (count > 0) {
        screen.note("To have somebody back: keyturn restore LOGIN; all of a run: keyturn undo RUN");
      }
    }
    if (gone > 0) {
      screen.note(
          Words.count(gone, "entry", "entries")
              + " more "
              + (gone == 1 ? "was" : "were")
              + " removed and then deleted from the directory");
    }
    return Exit.DONE;
  }

  private void table(Screen screen) {
    try (Pages table = new Pages(screen, "login", "removed", "kept until", "run", "stood at")) {
      each(
          row ->
              table.row(
                  row.login(),
                  Words.time(row.at()),
                  row.purgeAt().map(Words::date).orElse("for good"),
                  row.run(),
                  row.was()));
    }
  }

  private void csv(Screen screen) {
    try (Csv csv =
        new Csv(screen.out(), "id", "dn", "login", "state", "was", "removedAt", "run", "purgeAt")) {
      each(
          r ->
              csv.row(
                  r.id(),
                  r.dn(),
                  r.login(),
                  "removed",
                  r.was(),
                  r.at(),
                  r.run(),
                  r.purgeAt().map(Instant::toString).orElse("")));
    }
  }

  private void each(Consumer<RemovedRow> sink) {
    gone +=
        RemovedRow.each(
            desk.agent().ledger().removals(),
            directory,
            row -> {
              count++;
              sink.accept(row);
            });
  }
}
