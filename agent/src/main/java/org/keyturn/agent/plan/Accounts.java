package org.keyturn.agent.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.policy.Rule;

/** Reads the accounts that a selection means, whatever their state. */
public final class Accounts {

  /** How many keys are looked up at a time. */
  private static final int BATCH = 500;

  private Accounts() {}

  /**
   * Streams everyone whom the selection means, each once.
   *
   * @throws SelectionException where it names nobody, or somebody who is not there; for a list,
   *     after everything was looked up
   */
  public static void read(Directory directory, Selection selection, Consumer<Account> sink) {
    read(directory, selection, new Rule.Always(), Instant.EPOCH, sink);
  }

  /**
   * As above, leaving to the server what it can leave out because the rule cannot choose it.
   *
   * @param now the instant that the rule is judged for
   */
  static void read(
      Directory directory, Selection selection, Rule rule, Instant now, Consumer<Account> sink) {
    if (selection.isEmpty()) {
      throw new SelectionException(
          List.of(
              "nobody is selected: name accounts (login, mail, DN or id), or give --filter, --base,"
                  + " --group, --csv or --all"));
    }
    if (selection.isSearch()) {
      directory.scan(
          new Scope(selection.base(), selection.filters(), selection.group(), due(rule, now)),
          sink);
    } else {
      lookUp(directory, selection.keys(), sink);
    }
  }

  private static Due due(Rule rule, Instant now) {
    if (rule instanceof Rule.PasswordOlderThan r) {
      return new Due.ChangedBefore(now.minus(r.age()));
    }
    if (rule instanceof Rule.ExpiresWithin r) {
      return new Due.ExpiresBefore(now.plus(r.time()));
    }
    return rule instanceof Rule.NeverSignedInSinceReset ? new Due.MustChange() : new Due.Any();
  }

  /** Everything that is wrong with the list is found before its caller is done. */
  private static void lookUp(Directory directory, List<AccountKey> keys, Consumer<Account> sink) {
    List<String> problems = new ArrayList<>();
    Set<AccountId> seen = new HashSet<>();
    for (int from = 0; from < keys.size(); from += BATCH) {
      List<AccountKey> batch = keys.subList(from, Math.min(keys.size(), from + BATCH));
      List<Lookup> found = directory.lookup(batch);
      for (int i = 0; i < batch.size(); i++) {
        if (!(found.get(i) instanceof Lookup.Found f)) {
          problems.add(problem(directory, batch.get(i), found.get(i)));
        } else if (seen.add(f.account().id())) {
          sink.accept(f.account());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new SelectionException(problems);
    }
  }

  private static String problem(Directory directory, AccountKey key, Lookup lookup) {
    String typed = Printable.quoted(key.value());
    return lookup instanceof Lookup.Ambiguous a
        ? typed
            + ": "
            + a.matches()
            + " entries answer to it; name the one you mean by its DN or id"
        : typed + ": no such account in " + directory.info().name();
  }
}
