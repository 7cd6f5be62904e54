package org.keyturn.agent.plan;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
    Problems problems = new Problems();
    read(
        directory,
        selection,
        new Rule.Always(),
        Instant.EPOCH,
        (account, key) -> sink.accept(account),
        problems);
    refuse(problems);
  }

  /** Takes an account and the key that led to it. */
  @FunctionalInterface
  interface Sink {
    void accept(Account account, int key);
  }

  /**
   * As above, leaving to the server what it can leave out because the rule cannot choose it.
   *
   * @param now the instant that the rule is judged for
   * @param problems gets all that is wrong with a list
   */
  static void read(
      Directory directory,
      Selection selection,
      Rule rule,
      Instant now,
      Sink sink,
      Problems problems) {
    problems.addAll(selection.listing().problems());
    if (selection.isEmpty() && problems.isEmpty()) {
      throw new SelectionException(
          List.of(
              "nobody is selected: name accounts (login, mail, DN or id), or give --filter, --base,"
                  + " --group, --csv or --all"));
    }
    if (selection.isSearch()) {
      directory.scan(
          new Scope(selection.base(), selection.filters(), selection.group(), due(rule, now)),
          account -> sink.accept(account, Listing.NO_KEY));
    } else {
      lookUp(directory, selection, sink, problems);
    }
  }

  /** Nothing is done where anything is wrong. */
  static void refuse(Problems problems) {
    if (!problems.isEmpty()) {
      throw new SelectionException(problems.lines());
    }
  }

  private static Due due(Rule rule, Instant now) {
    if (rule instanceof Rule.PasswordOlderThan r) {
      return new Due.ChangedBefore(now.minus(r.age()));
    }
    if (rule instanceof Rule.ExpiresWithin r) {
      return new Due.ExpiresBefore(now.plus(r.time()));
    }
    if (rule instanceof Rule.RemindAt r) {
      return new Due.ExpiresBefore(now.plus(r.reminders().first()));
    }
    return rule instanceof Rule.NeverSignedInSinceReset ? new Due.MustChange() : new Due.Any();
  }

  /** Everything that is wrong with the list is found before its caller is done. */
  private static void lookUp(
      Directory directory, Selection selection, Sink sink, Problems problems) {
    List<AccountKey> keys = selection.keys();
    Listing listing = selection.listing();
    Set<AccountId> seen = new HashSet<>();
    for (int from = 0; from < keys.size(); from += BATCH) {
      List<AccountKey> batch = List.copyOf(keys.subList(from, Math.min(keys.size(), from + BATCH)));
      List<Lookup> found = directory.lookup(batch);
      for (int i = 0; i < batch.size(); i++) {
        int key = from + i;
        if (found.get(i) instanceof Lookup.NotFound && listing.mayBeGone()) {
          continue;
        }
        if (!(found.get(i) instanceof Lookup.Found f)) {
          if (found.get(i) instanceof Lookup.NotFound && listing.leavesOutWhoIsGone()) {
            continue;
          }
          problems.add(listing.place(key) + problem(directory, batch.get(i), found.get(i)));
          continue;
        }
        Optional<Integer> before = listing.found(f.account().id(), key);
        if (before.isPresent()) {
          problems.add(
              listing.place(key)
                  + Printable.quoted(batch.get(i).value())
                  + " is the same account as "
                  + listing.place(before.get())
                  + Printable.quoted(keys.get(before.get()).value()));
        } else if (seen.add(f.account().id())) {
          sink.accept(f.account(), key);
        }
      }
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
