package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the contract sees while it runs, compared with the page at the end of each topic; or written
 * to it with {@code -Dkeyturn.writeDocs=true}. A server of which the page says nothing yet is let
 * through: {@link DirectoryMatrixTest} asks for it. Servers that do not run keep their columns.
 */
final class Observed {

  private static final Map<String, Map<Fact, String>> FRESH = new TreeMap<>();

  private Observed() {}

  /**
   * @param what the same each time, on the same server
   */
  static synchronized void record(DirectoryLab lab, Fact fact, String what) {
    Map<Fact, String> facts = FRESH.computeIfAbsent(lab.dialect(), d -> new EnumMap<>(Fact.class));
    assertThat(facts.getOrDefault(fact, what)).as(fact.label()).isEqualTo(what);
    facts.put(fact, what);
  }

  private static synchronized void settle() throws IOException {
    if (FRESH.isEmpty()) {
      return;
    }
    Matrix page = Matrix.of(Matrix.PAGE);
    Map<String, String> stale = new TreeMap<>();
    boolean write = Boolean.getBoolean("keyturn.writeDocs");
    FRESH.forEach(
        (server, facts) -> {
          boolean known = page.seen().contains(server);
          facts.forEach(
              (fact, what) -> {
                if (known && !page.cell(server, fact).equals(what)) {
                  stale.put(server + ": " + fact.label(), what);
                }
                page.put(server, fact, what);
              });
        });
    FRESH.clear();
    if (write) {
      Files.writeString(Matrix.PAGE, page.text());
      return;
    }
    assertThat(stale)
        .as(Matrix.PAGE + " is stale; -Dkeyturn.writeDocs=true writes what was seen now")
        .isEmpty();
  }

  static final class AtTheEnd implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
      settle();
    }
  }
}
