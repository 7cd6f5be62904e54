package org.keyturn.agent.web;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /health}: 200, or 503 where the ledger does not answer. */
final class HealthPage extends Pages {

  private final Health health;

  HealthPage(Health health) {
    this.health = health;
  }

  @Override
  List<Route> routes() {
    return List.of(route(health));
  }

  static Route route(Health health) {
    return Route.get("/health", Access.ANYONE, exchange -> answer(health));
  }

  private static Answer answer(Health health) {
    boolean ledger = health.ledger();
    String json =
        "{\"status\":\"%s\",\"ledger\":\"%s\",\"lastDelivery\":%s}\n"
            .formatted(
                ledger ? "up" : "down",
                ledger ? "ok" : "unusable",
                health.lastDelivery().map(at -> "\"" + at + "\"").orElse("null"));
    return new Answer.Bytes(
        ledger ? 200 : 503, "application/json", json.getBytes(StandardCharsets.UTF_8), false);
  }
}
