package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Plans that take longer than a browser waits: here because somebody else writes to the store. */
final class PlanMakingTest extends BureauCase {

  /** Nothing is put on record until it is closed. */
  private static Connection hold() throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store/keyturn.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute("BEGIN IMMEDIATE");
    }
    return connection;
  }

  private static Raw.Got forceChange(Raw raw, String id) {
    return raw.post(
        "/admin/plan",
        field("directory", "corp"),
        field("act", "force-change"),
        field("pick-0", id));
  }

  @Test
  void whatTakesLongIsWaitedForOnAPageOfItsOwn() throws SQLException {
    String id = office.person("slow");
    Raw henk = office.signedIn("henk").impatient();
    Raw hilda = office.signedIn("hilda");
    String making;
    try (Connection held = hold()) {
      assertThat(held.isClosed()).isFalse();
      Raw.Got got = forceChange(henk, id);
      making = got.location();
      assertThat(making).as(got.body()).startsWith("/admin/plan/making?draft=");
      assertThat(henk.get(making).body())
          .contains("Reading the directory", "seconds so far", "data-events");
      assertThat(henk.get(making.replace("making", "making/events")).body())
          .contains("event: progress");
      assertThat(hilda.get(making).status()).isEqualTo(404);
    }
    Bureau.await(() -> henk.get(making).status() == 303, () -> making + " never ends");
    assertThat(henk.get(making.replace("making", "making/events")).body()).contains("event: end");
    String plan = Bureau.named(henk.get(making));
    assertThat(henk.get("/admin/plan?plan=" + plan).body()).contains("Force change for slow");
    assertThat(henk.get("/admin/plan/making?draft=nothing").status()).isEqualTo(404);
  }

  @Test
  void asManyAsCanBeAreMadeAtATimeAndTheNextIsTold() throws Exception {
    String id = office.person("wanted");
    List<Raw> browsers = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      browsers.add(office.signedIn(i % 2 == 0 ? "henk" : "hilda").impatient());
    }
    ExecutorService atOnce = Executors.newFixedThreadPool(browsers.size());
    List<Future<Raw.Got>> all = new ArrayList<>();
    try (Connection held = hold()) {
      assertThat(held.isClosed()).isFalse();
      browsers.forEach(raw -> all.add(atOnce.submit(() -> forceChange(raw, id))));
      for (Future<Raw.Got> one : all) {
        one.get();
      }
    } finally {
      atOnce.shutdownNow();
    }
    int refused = 0;
    for (int i = 0; i < all.size(); i++) {
      Raw.Got got = all.get(i).get();
      if (got.status() == 503) {
        refused++;
        assertThat(got.body()).contains("Eight plans are being made", "Nothing was changed");
      } else {
        Raw raw = browsers.get(i);
        Bureau.await(
            () -> raw.get(got.location()).status() == 303, () -> got.location() + " never ends");
      }
    }
    assertThat(refused).isEqualTo(1);
  }

  @Test
  void aFilterThatFindsNobodyMakesNoPlan() {
    Raw.Got got =
        office
            .signedIn("henk")
            .post(
                "/admin/plan",
                field("directory", "corp"),
                field("act", "force-change"),
                field("all", "1"),
                field("q", "there-is-nobody-of-this-name"));
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body()).contains("Nobody was picked");
  }
}
