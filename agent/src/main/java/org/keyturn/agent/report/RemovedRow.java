package org.keyturn.agent.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Removals;
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

  /** The names of the keys are a contract. */
  public static final Document<RemovedRow> KEYS =
      Document.<RemovedRow>of("RemovedUser")
          .text("id", "What it keeps when it is renamed.", RemovedRow::id)
          .text("dn", "Where it stands now.", RemovedRow::dn)
          .text("login", "What people typed.", RemovedRow::login)
          .words("state", "That it is removed.", List.of("removed"), row -> List.of("removed"))
          .text("was", "Where it stood.", RemovedRow::was)
          .time("removedAt", "When.", RemovedRow::at)
          .text("run", "What takes it back.", RemovedRow::run)
          .maybeTime(
              "purgeAt", "From when on it may be deleted; null: never.", RemovedRow::purgeAt);

  /** How many are looked up at a time. */
  private static final int BATCH = 500;

  /**
   * Streams those who left and still stand in the directory, by login.
   *
   * @return how many more were removed and are there no more
   * @throws DirectoryException where the directory cannot be read
   */
  public static long each(Removals removals, Directory directory, Consumer<RemovedRow> sink) {
    List<Removal> batch = new ArrayList<>();
    long[] gone = new long[1];
    removals.removed(
        directory.info().name(),
        removal -> {
          batch.add(removal);
          if (batch.size() == BATCH) {
            gone[0] += show(batch, directory, sink);
            batch.clear();
          }
        });
    return gone[0] + show(batch, directory, sink);
  }

  private static long show(List<Removal> removals, Directory directory, Consumer<RemovedRow> sink) {
    Map<AccountId, Account> there = new HashMap<>();
    directory.read(removals.stream().map(Removal::id).toList()).forEach(a -> there.put(a.id(), a));
    long gone = 0;
    for (Removal r : removals) {
      Account now = there.get(r.id());
      if (now == null) {
        gone++;
      } else {
        sink.accept(
            new RemovedRow(
                r.id().value(), now.dn(), r.login(), r.dn(), r.at(), r.run(), r.purgeAt()));
      }
    }
    return gone;
  }

  public void write(JsonGenerator g) {
    KEYS.write(g, this);
  }
}
