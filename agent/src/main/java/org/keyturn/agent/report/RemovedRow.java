package org.keyturn.agent.report;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Somebody who left, as lists show them.
 *
 * @param dn where the entry stands now
 * @param was where it stood
 * @param at when it was removed
 * @param run what takes it back
 * @param purgeAt from when on it may be deleted; empty: never
 */
public record RemovedRow(
    String id,
    String dn,
    String login,
    String was,
    Instant at,
    String run,
    Optional<Instant> purgeAt) {

  public void write(JsonGenerator g) {
    g.writeStartObject();
    g.writeStringProperty("id", id);
    g.writeStringProperty("dn", dn);
    g.writeStringProperty("login", login);
    g.writeName("state");
    g.writeStartArray();
    g.writeString("removed");
    g.writeEndArray();
    g.writeStringProperty("was", was);
    g.writeStringProperty("removedAt", at.toString());
    g.writeStringProperty("run", run);
    Documents.time(g, "purgeAt", purgeAt);
    g.writeEndObject();
  }
}
