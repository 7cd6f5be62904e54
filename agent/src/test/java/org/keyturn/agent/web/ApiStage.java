package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Outbox;
import org.keyturn.agent.journal.Pauses;
import org.keyturn.agent.web.Programs.Got;
import tools.jackson.databind.JsonNode;

/**
 * A {@link Bureau} before {@link Programs} of each role: {@code vera} looks, {@code henk} helps,
 * {@code anna} and {@code adam} ({@code other}) do everything. {@code pair0} to {@code pair2} are
 * there to be acted on.
 */
final class ApiStage implements AutoCloseable {

  static final List<String> ROLES = List.of("viewer", "helpdesk", "admin");

  final Programs programs;
  final Bureau bureau;
  private final Map<String, String> tokens = new HashMap<>();

  ApiStage(Path folder) throws IOException {
    bureau = new Bureau(folder);
    programs = new Programs(bureau);
    renew();
    bureau.crowd("pair", 3);
    // The first time everybody is read.
    Bureau.await(() -> users("").status() == 200, () -> users("").response().body());
  }

  /** What somebody else changes in the directory, as LDIF. */
  void change(String... ldif) {
    try (LDAPConnection admin =
        new LDAPConnection(
            "127.0.0.1",
            bureau.server.port(),
            bureau.server.adminDn(),
            bureau.server.adminPassword())) {
      LDIFReader.decodeChangeRecord(ldif).processChange(admin);
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A page of the list of people, as the viewer gets it. */
  Got users(String query) {
    return programs.get("/directories/corp/users" + query, token("viewer"));
  }

  /** New tokens of each role, where time went on and the others are over. */
  void renew() {
    tokens.put("viewer", programs.token("looks", "viewer", "vera"));
    tokens.put("helpdesk", programs.token("helps", "helpdesk", "henk"));
    tokens.put("admin", programs.token("commands", "admin", "anna"));
    tokens.put("other", programs.token("approves", "admin", "adam"));
  }

  /** Before there is one. */
  @SuppressWarnings("NullAway") // until it is up
  static ApiStage unset() {
    return null;
  }

  String token(String role) {
    return tokens.getOrDefault(role, "");
  }

  /** How a request is sent so that it succeeds. */
  record Ask(String path, String body) {}

  static final String REASON = "{\"reason\":\"for the test\"}";

  /** Of three people, by the helpdesk's token. */
  JsonNode planned() {
    return planned("helpdesk", "force-change", "{\"filters\":[\"(uid=pair*)\"]}");
  }

  JsonNode planned(String role, String action, String select) {
    Got got = programs.post("/plans", token(role), plan(action, select));
    assertThat(got.status()).as(got.response().body()).isEqualTo(201);
    return got.json();
  }

  String plan(String action, String select) {
    return "{\"action\":\"%s\",\"directory\":\"corp\",\"select\":%s}".formatted(action, select);
  }

  String means(JsonNode plan) {
    return "{\"checksum\":\"%s\",\"reason\":\"for the test\"}"
        .formatted(plan.path("checksum").asString());
  }

  /** Of everybody that a job means, which is more than its brake lets pass; confirmed by anna. */
  Ask waiting() {
    bureau.crowd("pair-" + UUID.randomUUID() + "-", 2);
    Got got = programs.post("/jobs/crowd/run", token("admin"), REASON);
    assertThat(got.json().path("state").asString()).as(got.response().body()).isEqualTo("waiting");
    return new Ask(
        "/plans/" + got.json().path("plan").asString() + "/approve",
        "{\"checksum\":\"%s\"}".formatted(got.json().path("checksum").asString()));
  }

  String done(String role) {
    String who = "one-" + UUID.randomUUID();
    bureau.person(who);
    return carriedOut(role, planned(role, "force-change", "{\"users\":[\"" + who + "\"]}"));
  }

  /** One whose first wave is done, and the second is not due; its run. */
  String campaign(String prefix) {
    bureau.crowd(prefix, 2);
    JsonNode plan =
        planned("helpdesk", "force-change", "{\"filters\":[\"(uid=" + prefix + "*)\"]}");
    String run = plan.path("plan").asString();
    String waves = ",\"waves\":{\"size\":1,\"every\":\"P1D\"}}";
    programs.post(
        "/plans/" + run + "/run", token("helpdesk"), means(plan).replaceFirst("}$", waves));
    awaitRun(run, "rests");
    return run;
  }

  /** A plan, through to its end; the run that it is then. */
  String carriedOut(String role, JsonNode plan) {
    String run = plan.path("plan").asString();
    Got got = programs.post("/plans/" + run + "/run", token(role), means(plan));
    assertThat(got.status()).as(got.response().body()).isEqualTo(202);
    awaitRun(run, "done");
    return run;
  }

  void awaitRun(String run, String stage) {
    Bureau.await(
        () -> {
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // fewer than are too many
          Got got = programs.get("/runs/" + run, token("viewer"));
          return got.status() == 200 && got.json().path("stands").asString().equals(stage);
        },
        () -> run + ": " + programs.get("/runs/" + run, token("viewer")).response().body());
  }

  long message(Message.State state) {
    Outbox outbox = bureau.agent().ledger().outbox();
    outbox.add(
        new NewMessage(
            "test/" + UUID.randomUUID(),
            "password-changed",
            Channel.MAIL,
            "fenna@example.com",
            "en",
            Map.of(),
            new byte[0]));
    long id = outbox.list(Optional.of(Message.State.OWED), 1).get(0).id();
    if (state == Message.State.PARKED) {
      outbox.parked(id, "no such mailbox");
    }
    return id;
  }

  String paused(boolean now) {
    Pauses pauses = bureau.agent().ledger().pauses();
    if (now) {
      pauses.pause("crowd", "anna", "");
    } else {
      pauses.goOn("crowd", "anna");
    }
    return "/jobs/crowd/" + (now ? "go-on" : "pause");
  }

  record Listed(String method, String path, String id, String role, List<Integer> good) {}

  List<Listed> operations() {
    List<Listed> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : programs.document().path("paths").properties()) {
      for (Map.Entry<String, JsonNode> each : path.getValue().properties()) {
        List<Integer> good = new ArrayList<>();
        each.getValue().path("responses").propertyNames().stream()
            .filter(status -> status.matches("\\d+"))
            .forEach(status -> good.add(Integer.valueOf(status)));
        all.add(
            new Listed(
                each.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                each.getValue().path("operationId").asString(),
                each.getValue().path("x-role").asString(),
                good));
      }
    }
    return all;
  }

  Listed operation(String id) {
    return operations().stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
  }

  void judge(Listed operation, String role, Got got) {
    String what = operation.id() + " as " + role + ": " + got.response().body();
    if (ROLES.indexOf(role) < ROLES.indexOf(operation.role())) {
      assertThat(got.status()).as(what).isEqualTo(403);
      assertThat(got.problem()).as(what).isEqualTo("not-allowed");
    } else {
      assertThat(operation.good()).as(what).contains(got.status());
    }
    assertThat(programs.wrongs(operation.id(), got)).as(what).isEmpty();
  }

  @Override
  public void close() {
    programs.close();
  }
}
