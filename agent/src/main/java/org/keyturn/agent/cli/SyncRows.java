package org.keyturn.agent.cli;

import java.util.Optional;
import org.keyturn.agent.directory.LastWrite;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.run.SyncPass;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The lines of drift as text, JSON or CSV. */
abstract class SyncRows implements AutoCloseable {

  /**
   * One difference.
   *
   * @param kind {@code policy} or {@code account}
   * @param last who wrote to the entry last, which need not be for this
   */
  record Row(
      String kind,
      String id,
      String dn,
      String name,
      String what,
      String found,
      String declared,
      String reason,
      String outcome,
      String detail,
      Optional<LastWrite> last) {

    String since() {
      return last.flatMap(LastWrite::at).map(Object::toString).orElse("");
    }

    String by() {
      return last.flatMap(LastWrite::by).orElse("");
    }
  }

  static SyncRows of(Desk desk) {
    if (desk.json()) {
      return new AsJson(desk.screen());
    }
    return desk.csv() ? new AsCsv(desk.screen()) : new AsText(desk.screen());
  }

  void begin(SyncPass.Seen seen) {}

  abstract void row(Row row);

  void startAccounts() {}

  void endAccounts() {}

  Optional<JsonGenerator> run() {
    return Optional.empty();
  }

  void end() {}

  @Override
  public void close() {}

  private static final class AsText extends SyncRows {

    private final Screen screen;

    AsText(Screen screen) {
      this.screen = screen;
    }

    @Override
    void row(Row r) {
      boolean left = r.outcome().equals("left");
      String what =
          left
              ? "left alone: " + r.reason() + (r.detail().isEmpty() ? "" : ", " + r.detail())
              : r.what()
                  + ": "
                  + (r.found().isEmpty() ? "none" : r.found())
                  + " → "
                  + r.declared()
                  + (r.reason().isEmpty() ? "" : " (" + r.reason() + ")");
      screen.out().println(r.kind() + " " + r.name() + "  " + what);
      r.last()
          .ifPresent(
              last ->
                  screen
                      .out()
                      .println(
                          screen.faint(
                              "    last written"
                                  + last.at().map(at -> " " + Words.time(at)).orElse("")
                                  + last.by().map(by -> " by " + by).orElse(""))));
    }
  }

  private static final class AsCsv extends SyncRows {

    private final Csv csv;

    AsCsv(Screen screen) {
      this.csv =
          new Csv(
              screen.out(),
              "kind",
              "id",
              "dn",
              "name",
              "what",
              "found",
              "declared",
              "reason",
              "outcome",
              "detail",
              "lastWrite",
              "lastWriter");
    }

    @Override
    void row(Row r) {
      csv.row(
          r.kind(),
          r.id(),
          r.dn(),
          r.name(),
          r.what(),
          r.found(),
          r.declared(),
          r.reason(),
          r.outcome(),
          r.detail(),
          r.since(),
          r.by());
    }

    @Override
    public void close() {
      csv.close();
    }
  }

  private static final class AsJson extends SyncRows {

    private final Screen screen;
    private final JsonGenerator g;
    private boolean ended;

    AsJson(Screen screen) {
      this.screen = screen;
      this.g = new JsonFactory().createGenerator(ObjectWriteContext.empty(), screen.out());
    }

    @Override
    void begin(SyncPass.Seen seen) {
      PlanHeader header = seen.plan().header();
      Optional<String> why = seen.why();
      g.writeStartObject();
      g.writeStringProperty("directory", header.directory());
      g.writeStringProperty("server", header.server());
      g.writeBooleanProperty("full", why.isPresent());
      g.writeStringProperty("because", why.orElse(""));
      g.writeNumberProperty("passMillis", seen.took().toMillis());
      g.writeNumberProperty("scanned", header.scanned());
      g.writeNumberProperty("changes", header.changes());
      g.writeNumberProperty("left", header.skipped());
      g.writeName("policies");
      g.writeStartArray();
    }

    @Override
    void startAccounts() {
      g.writeEndArray();
      g.writeName("accounts");
      g.writeStartArray();
    }

    @Override
    void row(Row r) {
      g.writeStartObject();
      if (r.kind().equals("account")) {
        g.writeStringProperty("id", r.id());
      }
      g.writeStringProperty("dn", r.dn());
      g.writeStringProperty(r.kind().equals("account") ? "login" : "policy", r.name());
      g.writeStringProperty("what", r.what());
      g.writeStringProperty("found", r.found());
      g.writeStringProperty("declared", r.declared());
      g.writeStringProperty("reason", r.reason());
      g.writeStringProperty("outcome", r.outcome());
      g.writeStringProperty("detail", r.detail());
      nullable("lastWrite", r.since());
      nullable("lastWriter", r.by());
      g.writeEndObject();
    }

    private void nullable(String name, String value) {
      if (value.isEmpty()) {
        g.writeNullProperty(name);
      } else {
        g.writeStringProperty(name, value);
      }
    }

    @Override
    void endAccounts() {
      g.writeEndArray();
      g.writeName("runs");
      g.writeStartArray();
      g.flush();
    }

    @Override
    Optional<JsonGenerator> run() {
      return Optional.of(g);
    }

    @Override
    void end() {
      g.writeEndArray();
      g.writeEndObject();
      ended = true;
    }

    @Override
    public void close() {
      g.close();
      if (ended) {
        screen.out().println();
      }
    }
  }
}
