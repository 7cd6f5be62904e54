package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.Reveal;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.Stop;
import tools.jackson.core.JsonGenerator;

/**
 * One run as seen from a terminal: the progress line, the way Ctrl-C and SIGTERM take, the
 * passwords that are shown, the result.
 */
final class Running implements AutoCloseable {

  private final Desk desk;
  private final Stop stop = new Stop();
  private final Interruption interruption;
  private final ProgressLine line;
  private final List<Shown> shown = new ArrayList<>();
  private final boolean details;
  private final Optional<JsonGenerator> array;
  private boolean printed;
  private @Nullable Csv sheet;

  /** A password that is shown once. */
  record Shown(Item item, Secret password) {}

  Running(Desk desk, Action action, boolean details) {
    this(desk, action, details, Optional.empty());
  }

  /**
   * @param array the open document that the result goes into, where several runs have one
   */
  Running(Desk desk, Action action, boolean details, Optional<JsonGenerator> array) {
    this.desk = desk;
    this.details = details;
    this.array = array;
    this.interruption = Interruption.install(stop, desk.screen());
    this.line = new ProgressLine(desk.screen(), action);
  }

  Stop stop() {
    return stop;
  }

  Progress progress() {
    return line;
  }

  /**
   * Collects for JSON, and prints the document before the passwords are destroyed; prints each at
   * once otherwise. A full disk or a closed pipe behind standard output keeps them.
   */
  Reveal reveal() {
    return new Reveal() {
      @Override
      public void show(Item item, Secret password) {
        line.close();
        if (desk.json()) {
          shown.add(new Shown(item, password.copy()));
        } else if (desk.csv()) {
          RunView.password(sheet(), item, password);
        } else {
          RunView.password(desk, item, password);
        }
      }

      @Override
      public boolean shown(RunResult result) {
        if (desk.json()) {
          print(result, shown);
          printed = true;
        }
        return !desk.screen().out().checkError();
      }
    };
  }

  private Csv sheet() {
    Csv open = sheet;
    if (open == null) {
      open = new Csv(desk.screen().out(), "login", "dn", "password");
      sheet = open;
    }
    return open;
  }

  /** Of several runs, each once it has ended. */
  int finish(RunResult result) {
    line.close();
    Csv open = sheet;
    if (open != null) {
      open.close();
      sheet = null;
    }
    Delivery.deliver(desk);
    sheetNote(result);
    passwordsOfWhoIsBack(result);
    if (!printed) {
      print(result, List.of());
    }
    printed = false;
    if (result.ending() != RunResult.Ending.DONE && desk.screen().out().checkError()) {
      desk.screen().fail(result.detail() + "; go on: keyturn resume " + result.run().id());
    }
    return Exit.of(result);
  }

  private void sheetNote(RunResult result) {
    if (result.run().options().deliver().equals("sheet")) {
      desk.agent()
          .ledger()
          .runs()
          .sheet(result.run().id())
          .ifPresent(
              place ->
                  desk.screen()
                      .note(
                          result.ending() == RunResult.Ending.DONE
                              ? "The new passwords: gpg -d " + place.file()
                              : "The sheet is complete once the run is; what was set so far: gpg -d"
                                  + " "
                                  + place.file()
                                  + ".parts/…"));
    }
  }

  private void passwordsOfWhoIsBack(RunResult result) {
    Run run = result.run();
    if (run.action() == Action.RESTORE && result.tally().applied() > 0) {
      desk.screen()
          .note(
              run.options().deliver().isEmpty()
                  ? "Nobody knows the passwords of who is back: keyturn reset USER --deliver link"
                  : "Who has a recovery address is mailed a link to choose a password; the others:"
                      + " keyturn reset USER");
    }
  }

  private void print(RunResult result, List<Shown> passwords) {
    if (array.isEmpty()) {
      RunView.print(desk, result, details, passwords);
      return;
    }
    JsonGenerator g = array.get();
    g.writeStartObject();
    RunView.json(desk, g, result.run(), result.tally(), details, passwords);
    g.writeEndObject();
    g.flush();
  }

  @Override
  public void close() {
    line.close();
    shown.forEach(s -> s.password().close());
    interruption.close();
  }
}
