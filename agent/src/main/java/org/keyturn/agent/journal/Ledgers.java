package org.keyturn.agent.journal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Opens the store of an agent. */
public final class Ledgers {

  private Ledgers() {}

  /**
   * Opens a store, and makes it where there is none.
   *
   * @throws LedgerException with a sentence for the operator where it cannot be used: unsafe,
   *     damaged, of a newer version, or older than its own audit head (restored from a backup)
   */
  public static Ledger open(StoreSettings settings, Clock clock) {
    SqliteLedger ledger = openAsIs(settings, clock);
    try {
      ledger.refuseOlderThanHead();
      return ledger;
    } catch (LedgerException e) {
      // Not its close(), which would write to it.
      ledger.connections().close();
      throw e;
    }
  }

  /**
   * Opens a store without holding it against its audit head: to look at one that {@link #open}
   * refuses.
   */
  public static Ledger openToInspect(StoreSettings settings, Clock clock) {
    return openAsIs(settings, clock);
  }

  /**
   * Takes a store that {@link #open} refuses for its audit head as it is: an operator restored it
   * from a backup, and knows it. The trail says so from then on.
   *
   * @param actor who decided
   * @param reason why; may be empty
   */
  public static void acceptRestored(
      StoreSettings settings, Clock clock, String actor, String reason) {
    try (SqliteLedger ledger = openAsIs(settings, clock)) {
      ledger.acceptAsIs(actor, reason);
    }
  }

  /**
   * Reads the whole database and compares its tables with their indexes: seconds for a large one.
   *
   * @return what is damaged; empty where nothing is
   * @throws LedgerException where it cannot be opened at all
   */
  public static List<String> examine(StoreSettings settings) {
    StoreFolder store = StoreFolder.prepare(settings);
    try (SqliteConnections connections = new SqliteConnections(store)) {
      return QuickCheck.of(connections);
    } catch (SQLException e) {
      throw Faults.sentence(store, e);
    }
  }

  static SqliteLedger openAsIs(StoreSettings settings, Clock clock) {
    StoreFolder store = StoreFolder.prepare(settings);
    SqliteConnections connections = new SqliteConnections(store);
    try {
      new Schema(store, connections).bringUp();
      return new SqliteLedger(store, connections, clock);
    } catch (SQLException e) {
      connections.close();
      throw Faults.sentence(store, e);
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }
}
