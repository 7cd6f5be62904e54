package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code access_tokens}. */
final class SqlAccessTokens implements AccessTokens {

  /** So that whoever asks often does not have the store written each time. */
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private static final String COLUMNS =
      "name, role, base, members, owner, owner_id, owner_dn, created_at, expires_at,"
          + " used_at, revoked_at";
  private static final String LIVE = "revoked_at IS NULL AND expires_at > :now";

  private final SqliteDatabase database;

  SqlAccessTokens(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public boolean add(AccessToken token, String hash) {
    return database.write(
        transaction -> {
          int added =
              transaction
                  .sql()
                  .createUpdate(
                      "INSERT INTO access_tokens (name, hash, role, base, members, owner, owner_id,"
                          + " owner_dn, created_at, expires_at) VALUES (:name, :hash,"
                          + " :role, :base, :members, :owner, :ownerId, :ownerDn,"
                          + " :created, :expires) ON CONFLICT (name) DO UPDATE SET hash = :hash,"
                          + " role = :role, base = :base, members = :members, owner = :owner,"
                          + " owner_id = :ownerId, owner_dn = :ownerDn,"
                          + " created_at = :created, expires_at = :expires, used_at = NULL,"
                          + " revoked_at = NULL WHERE access_tokens.revoked_at IS NOT NULL"
                          + " OR access_tokens.expires_at <= :now")
                  .bind("name", token.name())
                  .bind("hash", hash)
                  .bind("role", token.role())
                  .bind("base", token.base().orElse(null))
                  .bind("members", token.group().orElse(null))
                  .bind("owner", token.owner().login())
                  .bind("ownerId", token.owner().id())
                  .bind("ownerDn", token.owner().dn())
                  .bind("created", Micros.of(token.createdAt()))
                  .bind("expires", Micros.of(token.expiresAt()))
                  .bind("now", transaction.nowMicros())
                  .execute();
          if (added == 1) {
            audit(
                transaction, token.owner().login(), "token-created", token.name(), details(token));
          }
          return added == 1;
        });
  }

  private static Map<String, String> details(AccessToken token) {
    return Map.of(
        "role", token.role(),
        "base", token.base().orElse(""),
        "group", token.group().orElse(""),
        "expires", token.expiresAt().toString());
  }

  @Override
  public Optional<AccessToken> use(String hash) {
    Instant now = Micros.now(database.clock());
    Optional<AccessToken> live =
        database.read(
            sql ->
                sql.createQuery(
                        "SELECT " + COLUMNS + " FROM access_tokens WHERE hash = :hash AND " + LIVE)
                    .bind("hash", hash)
                    .bind("now", Micros.of(now))
                    .map((row, context) -> token(row))
                    .findOne());
    live.filter(token -> isToBeNoted(token, now)).ifPresent(token -> note(token.name()));
    return live;
  }

  private static boolean isToBeNoted(AccessToken token, Instant now) {
    return token.usedAt().map(at -> now.isAfter(at.plus(NOTED_EVERY))).orElse(true);
  }

  private void note(String name) {
    database.change(
        transaction ->
            transaction
                .sql()
                .createUpdate("UPDATE access_tokens SET used_at = :now WHERE name = :name")
                .bind("now", transaction.nowMicros())
                .bind("name", name)
                .execute());
  }

  @Override
  public boolean revoke(String name, String by) {
    return database.write(
        transaction -> {
          int revoked =
              transaction
                  .sql()
                  .createUpdate(
                      "UPDATE access_tokens SET revoked_at = :now WHERE name = :name AND " + LIVE)
                  .bind("now", transaction.nowMicros())
                  .bind("name", name)
                  .execute();
          if (revoked == 1) {
            audit(transaction, by, "token-revoked", name, Map.of());
          }
          return revoked == 1;
        });
  }

  @Override
  public List<AccessToken> list() {
    return database.read(
        sql ->
            sql.createQuery("SELECT " + COLUMNS + " FROM access_tokens ORDER BY name")
                .map((row, context) -> token(row))
                .list());
  }

  private static void audit(
      Transaction transaction,
      String actor,
      String event,
      String subject,
      Map<String, String> details) {
    AuditChain.append(
        transaction,
        List.of(new AuditChain.Draft(actor, event, "", Optional.empty(), subject, details)));
  }

  private static AccessToken token(ResultSet row) throws SQLException {
    return new AccessToken(
        row.getString("name"),
        row.getString("role"),
        Optional.ofNullable(row.getString("base")),
        Optional.ofNullable(row.getString("members")),
        new AccessToken.Owner(
            row.getString("owner_id"), row.getString("owner_dn"), row.getString("owner")),
        Micros.required(row, "created_at"),
        Micros.required(row, "expires_at"),
        Micros.optional(row, "used_at"),
        Micros.optional(row, "revoked_at"));
  }
}
