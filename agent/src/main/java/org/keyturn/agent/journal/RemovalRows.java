package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;

/** Rows of {@code removals} and {@code removal_steps} as values. */
final class RemovalRows {

  private RemovalRows() {}

  static Removal removal(ResultSet row) throws SQLException {
    return new Removal(
        row.getString("directory"),
        new AccountId(row.getString("account_id")),
        row.getString("run"),
        row.getString("dn"),
        row.getString("login"),
        row.getString("mail"),
        Optional.of(row.getString("manager")).filter(id -> !id.isEmpty()).map(AccountId::new),
        row.getInt("enabled") != 0,
        Removal.State.valueOf(row.getString("state")),
        Micros.required(row, "at"),
        RunRows.seconds(row, "purge_after"));
  }

  static RemovalStep step(ResultSet row) throws SQLException {
    return new RemovalStep(
        row.getInt("seq"),
        RemovalStep.Kind.valueOf(row.getString("kind")),
        row.getString("subject"),
        row.getString("attribute"),
        values(row.getString("content")),
        Optional.ofNullable(row.getString("pre_image")).map(Json::read).map(EntryVersion::new),
        RemovalStep.State.valueOf(row.getString("state")));
  }

  /** Numbered so that they come back in their order. */
  static String text(List<byte[]> values) {
    Map<String, String> all = new TreeMap<>();
    for (byte[] value : values) {
      all.put(
          String.format(Locale.ROOT, "%06d", all.size()),
          Base64.getEncoder().encodeToString(value));
    }
    return Json.write(all);
  }

  static List<byte[]> values(String text) {
    SortedMap<String, String> all = Json.read(text);
    return all.values().stream().map(Base64.getDecoder()::decode).toList();
  }
}
