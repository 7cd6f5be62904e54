package org.keyturn.agent.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.plan.PlannedAccount.Verdict;

/**
 * The people of several plans, each known by their account in the first: who they are elsewhere,
 * and who is left alone everywhere because they have to be somewhere. Of each it holds a few ids;
 * everything else stays on disk. Not thread-safe.
 */
final class People {

  static final String AMBIGUOUS = "link-ambiguous";

  /** Of these the reason itself says that it was found elsewhere. */
  private static final Set<String> UNTOUCHABLE = Set.of("protected", "privileged", "self");

  private final Map<String, Map<AccountId, AccountId>> elsewhere = new LinkedHashMap<>();
  private final Map<AccountId, Stop> stops = new HashMap<>();
  private final Map<AccountId, String> missing = new HashMap<>();
  private final Map<String, Names> names = new LinkedHashMap<>();

  /** Why somebody is left alone, and by which directory's word. */
  private record Stop(String directory, String reason, String detail) {}

  /**
   * @param directories the others
   */
  People(List<String> directories) {
    directories.forEach(name -> elsewhere.put(name, new LinkedHashMap<>()));
  }

  /** Takes somebody of the first plan. */
  void add(PlannedAccount account, Kin kin) {
    AccountId person = account.id();
    kin.ambiguity().ifPresent(why -> stops.put(person, new Stop("", AMBIGUOUS, why)));
    kin.elsewhere()
        .forEach(
            (directory, there) -> {
              AccountId other = in(directory).putIfAbsent(there.id(), person);
              if (other != null) {
                String why = Printable.line(there.login()) + " of " + directory + " is two people";
                stops.put(person, new Stop("", AMBIGUOUS, why));
                stops.put(other, new Stop("", AMBIGUOUS, why));
              }
            });
    List<String> lacking =
        elsewhere.keySet().stream().filter(d -> !kin.elsewhere().containsKey(d)).toList();
    if (kin.ambiguity().isEmpty() && !lacking.isEmpty()) {
      String where = ("no account in " + String.join(", ", lacking)).intern();
      missing.put(person, where);
      if (account.verdict() == Verdict.CHANGE) {
        names.computeIfAbsent(where, any -> new Names()).add(account.login());
      }
    }
  }

  /** Who has no account where others have one. */
  List<String> remarks() {
    return names.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }

  /** The first of them by name. */
  private static final class Names {

    private static final int FEW = 5;

    private final List<String> few = new ArrayList<>();
    private long all;

    void add(String login) {
      all++;
      if (few.size() < FEW) {
        few.add(Printable.line(login));
      }
    }

    @Override
    public String toString() {
      return String.join(", ", few) + (all > FEW ? " and " + (all - FEW) + " more" : "");
    }
  }

  /** Who of the first plan has which account in another directory, in the order of that plan. */
  Map<AccountId, AccountId> in(String directory) {
    return Objects.requireNonNull(elsewhere.get(directory), directory);
  }

  /** What one directory's rules forbid is done in none: a person is not to be half out. */
  void heed(String directory, AccountId person, PlannedAccount account) {
    if (account.verdict() == Verdict.SKIPPED) {
      stops.putIfAbsent(person, new Stop(directory, account.reason(), account.detail()));
    }
  }

  /** The account as it stands once every directory was heard. */
  PlannedAccount judged(AccountId person, PlannedAccount account) {
    Stop stop = stops.get(person);
    if (account.verdict() != Verdict.CHANGE) {
      return account;
    }
    if (stop == null) {
      return Optional.ofNullable(missing.get(person))
          .map(text -> account.with(Verdict.CHANGE, account.reason(), text, account.endsAt()))
          .orElse(account);
    }
    return stop.directory().isEmpty()
        ? account.with(Verdict.SKIPPED, stop.reason(), stop.detail(), Optional.empty())
        : account.with(Verdict.SKIPPED, elsewhere(stop), words(stop), Optional.empty());
  }

  private static String elsewhere(Stop stop) {
    return (UNTOUCHABLE.contains(stop.reason()) ? stop.reason() : "skipped") + "-elsewhere";
  }

  private static String words(Stop stop) {
    return stop.directory()
        + ": "
        + stop.reason()
        + (stop.detail().isEmpty() ? "" : ", " + stop.detail());
  }
}
