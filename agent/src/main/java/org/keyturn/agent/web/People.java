package org.keyturn.agent.web;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey.Kind;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.recovery.AddressChange;
import org.keyturn.agent.recovery.EvenTime;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.recovery.Whom;

/**
 * Finds whom somebody means and lets them try a password, so that from outside nobody can tell who
 * exists: an unknown name costs the same reads, a sign-in, the same count of tries and the same
 * time. Thread-safe.
 */
final class People {

  private static final int LONGEST_NAME = 256;

  /** In which a directory says no; every no takes as long. */
  private static final Duration NO = Duration.ofMillis(400);

  private final PortalDirectories directories;
  private final Whom whom;
  private final Tries tries;
  private final EvenTime even = EvenTime.of(NO);
  private final SecureRandom random = new SecureRandom();

  People(PortalDirectories directories, Tries tries) {
    this.directories = directories;
    this.whom = new Whom(directories);
    this.tries = tries;
  }

  /**
   * An account and where it is.
   *
   * @param name of the directory in the config
   */
  record Known(String name, Directory directory, Account account) {
    AddressChange.Owner owner() {
      return new AddressChange.Owner(name, directory, account);
    }
  }

  /** Too many tries: nothing was asked. */
  static final class TooOften extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooOften() {
      super("too often", null, false, false);
    }
  }

  /**
   * Has somebody's password tried.
   *
   * @param typed a login or mail address
   * @param attempt asks the directory; whether the password was right is {@code accepted}'s to tell
   * @return empty where it was wrong, or nobody is meant
   * @throws TooOften where it was not tried
   * @throws DirectoryException where a directory is away
   */
  <T> Optional<T> attempt(
      String typed, Secret password, BiFunction<Known, Secret, Optional<T>> attempt) {
    EvenTime.Begun time = even.begin();
    Optional<Known> known = find(typed);
    String name = "typed " + folded(typed);
    if (!tries.take(name)) {
      time.end();
      throw new TooOften();
    }
    Optional<T> got = known.isPresent() ? tried(known.get(), password, attempt) : nobody(password);
    if (got.isPresent()) {
      tries.right(name);
    } else {
      time.end();
    }
    return got;
  }

  /**
   * Too many tries of one account by several of its names look like a wrong password: else they
   * would tell that the names are one person's.
   */
  private <T> Optional<T> tried(
      Known known, Secret password, BiFunction<Known, Secret, Optional<T>> attempt) {
    String account = "account " + known.name() + " " + known.account().id().value();
    if (!tries.take(account)) {
      return nobody(password);
    }
    Optional<T> got = directories.ask(known.name(), directory -> attempt.apply(known, password));
    if (got.isPresent()) {
      tries.right(account);
    }
    return got;
  }

  private Optional<Known> find(String typed) {
    return whom.meant(typed, Kind.LOGIN, Kind.MAIL)
        .map(found -> known(found.directory(), found.account()));
  }

  private Known known(String name, Account account) {
    return new Known(name, directories.open(name), account);
  }

  /** The account as it is now; empty where it is gone. */
  Optional<Known> read(Person person) {
    return directories
        .ask(person.directory(), directory -> directory.read(person.id()))
        .map(account -> known(person.directory(), account));
  }

  private <T> Optional<T> nobody(Secret password) {
    String name = directories.names().get(0);
    String dn = "cn=nobody-" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
    directories.ask(name, directory -> directory.signIn(dn, password));
    return Optional.empty();
  }

  private static String folded(String typed) {
    String cut = typed.length() > LONGEST_NAME ? typed.substring(0, LONGEST_NAME) : typed;
    return Normalizer.normalize(cut, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }
}
