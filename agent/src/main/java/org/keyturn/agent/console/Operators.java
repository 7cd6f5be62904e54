package org.keyturn.agent.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.journal.AccessToken;
import org.keyturn.agent.journal.PendingPlan.Person;
import org.keyturn.agent.recovery.PortalDirectories;

/**
 * Who is an operator, and what they may do: asked of the directory's groups, which are looked at
 * again every half a minute, so that whoever leaves a group, is disabled, locked or gets another
 * password has lost what it gave before the next act. Thread-safe.
 */
public final class Operators {

  /** How long a group or an account may be looked at as it was. */
  static final Duration KEPT = Duration.ofSeconds(30);

  private final PortalDirectories directories;
  private final ConsoleSettings settings;
  private final List<String> spares;
  private final Clock clock;
  private final Map<String, Kept<Set<NormalDn>>> groups = new ConcurrentHashMap<>();
  private final Map<AccountId, Kept<Optional<Seen>>> people = new ConcurrentHashMap<>();

  private record Kept<T>(T value, Instant until) {}

  /**
   * @param privileged DNs of groups whose members can do more than others, beside the operators
   */
  public Operators(
      PortalDirectories directories,
      ConsoleSettings settings,
      List<String> privileged,
      Clock clock) {
    this.directories = directories;
    this.settings = settings;
    this.clock = clock;
    List<String> all = new ArrayList<>(privileged);
    settings.grants().stream()
        .filter(grant -> grant.role() != Role.VIEWER)
        .map(ConsoleSettings.Grant::group)
        .filter(group -> !all.contains(group))
        .forEach(all::add);
    this.spares = List.copyOf(all);
  }

  public ConsoleSettings settings() {
    return settings;
  }

  /**
   * What somebody may do who has just proved who they are.
   *
   * @param directory where the account is
   * @return empty: they have no role
   * @throws DirectoryException where a group cannot be read
   */
  public Optional<Sight> of(String directory, Account account) {
    if (!directory.equals(settings.directory())
        || !account.state().enabled()
        || account.state().lock().holds(clock.instant())) {
      return Optional.empty();
    }
    NormalDn dn = NormalDn.of(account.dn());
    return settings.grants().stream()
        .sorted(Comparator.comparing(ConsoleSettings.Grant::role).reversed())
        .filter(grant -> members(grant.group()).contains(dn))
        .findFirst()
        .map(grant -> evidence(operator(grant, directory, account)));
  }

  /**
   * What a program may do that has a token. It stands for whoever made it: what they planned, it
   * cannot approve, and their account it does not touch. It is worth no more than what they may do
   * themselves as things are; one that was made at a command line has no account behind it, and
   * keeps what it was made for.
   *
   * @throws DirectoryException where the maker cannot be read: not knowing is no permission
   */
  public Admitted of(AccessToken token) {
    Role role = Role.byId(token.role()).orElseThrow();
    Remit remit =
        role == Role.HELPDESK ? new Remit(token.base(), token.group(), spares) : Remit.EVERYONE;
    if (token.owner().isAtCommandLine()) {
      return new Admitted.In(evidence(program(token, role, remit)), Optional.empty());
    }
    AccountId maker = new AccountId(token.owner().id());
    return kept(people, maker, () -> look(maker))
        .<Admitted>map(seen -> lessened(token, role, remit, seen.sight().operator()))
        .orElseGet(() -> new Admitted.MakerWithoutRole(via(token), token.owner().login()));
  }

  private Admitted lessened(AccessToken token, Role role, Remit remit, Operator maker) {
    boolean less = maker.role().compareTo(role) < 0;
    Role least = less ? maker.role() : role;
    if (least != Role.HELPDESK) {
      Optional<String> why = less ? Optional.of(lessened(token, maker, least)) : Optional.empty();
      return new Admitted.In(evidence(program(token, least, Remit.EVERYONE)), why);
    }
    // Of an admin's token no bounds were written down: the maker's alone hold.
    Optional<Remit> both = less ? Optional.of(maker.remit()) : reach(remit, maker);
    Role left = both.isPresent() ? Role.HELPDESK : Role.VIEWER;
    return new Admitted.In(
        evidence(program(token, left, both.orElse(Remit.EVERYONE))),
        both.filter(remit::equals).isPresent()
            ? Optional.empty()
            : Optional.of(lessened(token, maker, left)));
  }

  private static Optional<Remit> reach(Remit remit, Operator maker) {
    return maker.role() == Role.HELPDESK ? Bounds.both(remit, maker.remit()) : Optional.of(remit);
  }

  private static String lessened(AccessToken token, Operator maker, Role left) {
    return maker.login()
        + ", who made it as "
        + token.role()
        + ", is "
        + maker.role().id()
        + " by now: it is worth a "
        + left.id();
  }

  private static String via(AccessToken token) {
    return "token " + token.name();
  }

  private Operator program(AccessToken token, Role role, Remit remit) {
    return new Operator(
        settings.directory(),
        new AccountId(token.owner().id()),
        token.owner().dn(),
        Operator.TOKEN + token.name(),
        token.name(),
        role,
        remit,
        via(token));
  }

  /**
   * The same for somebody who signed in a while ago, if they are still who they were.
   *
   * @param since when they gave their password
   * @return empty: gone, disabled, locked, with another password since, or without a role
   * @throws DirectoryException where the directory cannot be read: not knowing is no permission
   */
  public Optional<Sight> again(AccountId id, Instant since) {
    return kept(people, id, () -> look(id))
        .filter(seen -> !seen.mustChange() && seen.isAsOf(since))
        .map(Seen::sight);
  }

  /**
   * What somebody may do now, whoever asks.
   *
   * @return empty: gone, disabled, locked, or without a role
   * @throws DirectoryException where the directory cannot be read
   */
  Optional<Role> role(Person person) {
    return Optional.of(person)
        .filter(p -> p.directory().equals(settings.directory()))
        .flatMap(p -> kept(people, p.id(), () -> look(p.id())))
        .map(seen -> seen.sight().operator().role());
  }

  /**
   * @param mustChange whether they choose another password before anything else
   * @param passwordAt when the password was set that counts from then on
   */
  private record Seen(Sight sight, boolean mustChange, Instant passwordAt) {
    boolean isAsOf(Instant since) {
      return !passwordAt.isAfter(since);
    }
  }

  private Optional<Seen> look(AccountId id) {
    String directory = settings.directory();
    return directories
        .ask(directory, d -> d.read(id))
        .flatMap(
            account ->
                of(directory, account)
                    .map(
                        sight ->
                            new Seen(
                                sight,
                                account.state().mustChange(),
                                account.state().changedAt().orElse(Instant.MIN))));
  }

  private Operator operator(ConsoleSettings.Grant grant, String directory, Account account) {
    return new Operator(
        directory,
        account.id(),
        account.dn(),
        account.login(),
        account.displayName().orElse(account.login()),
        grant.role(),
        grant.role() == Role.HELPDESK
            ? new Remit(grant.base(), grant.members(), spares)
            : Remit.EVERYONE,
        Operator.CONSOLE);
  }

  private static Sight evidence(Operator operator) {
    return switch (operator.role()) {
      case VIEWER -> new Sight(operator);
      case HELPDESK -> new Care(operator);
      case ADMIN -> new Command(operator);
    };
  }

  /** Whether an account can do more than others: an operator's, or one of a privileged group. */
  boolean isPrivileged(String directory, String dn) {
    NormalDn normal = NormalDn.of(dn);
    return directory.equals(settings.directory())
        && spares.stream().anyMatch(group -> members(group).contains(normal));
  }

  private Set<NormalDn> members(String group) {
    return kept(
        groups, group, () -> directories.ask(settings.directory(), d -> d.membersOf(group)));
  }

  private <K, T> T kept(Map<K, Kept<T>> all, K key, Supplier<T> ask) {
    Instant now = clock.instant();
    Kept<T> known = all.get(key);
    if (known == null || !known.until().isAfter(now)) {
      all.values().removeIf(old -> !old.until().isAfter(now));
      known = new Kept<>(ask.get(), now.plus(KEPT));
      all.put(key, known);
    }
    return known.value();
  }
}
