package org.keyturn.agent.recovery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.AccountKey.Kind;
import org.keyturn.agent.directory.Lookup;

/**
 * Whom somebody means who typed a user name or a mail address: exactly one account of all the
 * directories, or nobody. What was typed is compared and forgotten; messages go to what the
 * directory has.
 */
public final class Whom {

  /** Longer than any login or address. */
  private static final int LONGEST = 256;

  private final PortalDirectories directories;

  public Whom(PortalDirectories directories) {
    this.directories = directories;
  }

  /**
   * One account and where it is.
   *
   * @param directory its name in the config
   */
  public record Found(String directory, Account account) {}

  /**
   * Asked of every directory always, whatever the first one says.
   *
   * @param typed untrusted
   */
  public Optional<Found> meant(String typed, Kind... kinds) {
    if (typed.isBlank() || typed.length() > LONGEST) {
      return Optional.empty();
    }
    List<AccountKey> keys = List.of(kinds).stream().map(k -> new AccountKey(k, typed)).toList();
    List<Found> found = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    boolean ambiguous = false;
    for (String name : directories.names()) {
      for (Lookup lookup : directories.ask(name, directory -> directory.lookup(keys))) {
        ambiguous |= lookup instanceof Lookup.Ambiguous;
        if (lookup instanceof Lookup.Found one && ids.add(one.account().id().value())) {
          found.add(new Found(name, one.account()));
        }
      }
    }
    return ambiguous || found.size() != 1 ? Optional.empty() : Optional.of(found.get(0));
  }
}
