package org.keyturn.agent.directory;

import org.keyturn.agent.account.EntryVersion;

/** What became of a write whose answer never came. */
public sealed interface Authorship {

  /** The entry is as it was before: the write did not happen. */
  record Untouched(EntryVersion now) implements Authorship {}

  /**
   * The entry is what the write made it.
   *
   * @param without as {@link WriteResult.Applied#without}
   */
  record Ours(EntryVersion now, String without) implements Authorship {

    /** All of it. */
    public Ours(EntryVersion now) {
      this(now, "");
    }
  }

  /** Somebody else changed it since. */
  record SomebodyElse(String detail) implements Authorship {}

  record Gone() implements Authorship {}

  /** It cannot be told now: the server is away, or the signs contradict one another. */
  record CannotTell(String detail) implements Authorship {}
}
