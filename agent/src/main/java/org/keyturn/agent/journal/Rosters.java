package org.keyturn.agent.journal;

/** Opens the index of a directory's accounts. */
public final class Rosters {

  private Rosters() {}

  /**
   * Opens it, and makes it where there is none that can be used. One process at a time.
   *
   * @param directory its name in the config
   * @throws LedgerException where the folder takes no file
   */
  public static Roster open(StoreSettings settings, String directory) {
    StoreFolder store = StoreFolder.prepare(settings);
    return new SqlRoster(store.roster(directory));
  }
}
