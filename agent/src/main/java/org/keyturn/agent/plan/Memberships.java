package org.keyturn.agent.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.policy.Members;
import org.keyturn.agent.policy.PlacedPolicy;

/** Who is declared to be under which policy, as groups and filters say it now. */
public final class Memberships {

  /** Up to so many accounts are asked about by their identities; of more, everybody is asked. */
  private static final int FEW = 2_000;

  private final Directory directory;
  private final Declaration declaration;
  private final Map<String, Set<NormalDn>> groups = new TreeMap<>();
  private final Map<String, Set<AccountId>> filters = new HashMap<>();

  private Memberships(Directory directory, Declaration declaration) {
    this.directory = directory;
    this.declaration = declaration;
  }

  /** Reads the groups; filters are asked when there is somebody to ask about. */
  public static Memberships of(Directory directory, Declaration declaration) {
    Memberships memberships = new Memberships(directory, declaration);
    for (PlacedPolicy placed : declaration.policies()) {
      if (placed.policy().members().orElse(null) instanceof Members.OfGroup group) {
        memberships.groups.put(group.dn(), directory.membersOf(group.dn()));
      }
    }
    return memberships;
  }

  /** A digest of each group's members, by the group's DN. */
  public Map<String, String> digests() {
    return groups.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> digest(e.getValue())));
  }

  private static String digest(Set<NormalDn> members) {
    String sorted = members.stream().map(NormalDn::text).sorted().collect(Collectors.joining("\n"));
    return Digests.of(sorted.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Whom a change of groups can concern: members that are not under the group's policy, and those
   * under it that are no members.
   *
   * @param changed the groups' DNs
   */
  public Set<AccountId> concerned(Set<String> changed) {
    Set<AccountId> all = new HashSet<>();
    for (PlacedPolicy placed : declaration.policies()) {
      if (placed.policy().members().orElse(null) instanceof Members.OfGroup group
          && changed.contains(group.dn())) {
        Set<NormalDn> missing = new HashSet<>(groups.getOrDefault(group.dn(), Set.of()));
        directory.scan(
            Scope.all().with(new Due.Under(placed.dn())),
            account -> {
              if (!missing.remove(NormalDn.of(account.dn()))) {
                all.add(account.id());
              }
            });
        add(all, missing);
      }
    }
    return all;
  }

  private void add(Set<AccountId> all, Set<NormalDn> members) {
    List<AccountKey> keys =
        members.stream().map(dn -> new AccountKey(AccountKey.Kind.DN, dn.text())).toList();
    for (Lookup found : directory.lookup(keys)) {
      if (found instanceof Lookup.Found f) {
        all.add(f.account().id());
      }
    }
  }

  /** Makes ready for questions about these accounts, or about everybody. */
  void expect(Optional<Set<AccountId>> accounts) {
    Optional<Set<AccountId>> few = accounts.filter(ids -> ids.size() <= FEW);
    for (PlacedPolicy placed : declaration.policies()) {
      if (placed.policy().members().orElse(null) instanceof Members.Matching matching) {
        filters.put(
            matching.filter(),
            few.map(ids -> directory.among(scope(matching), ids))
                .orElseGet(() -> everybody(matching)));
      }
    }
  }

  private Set<AccountId> everybody(Members.Matching matching) {
    Set<AccountId> ids = new HashSet<>();
    directory.scan(scope(matching), account -> ids.add(account.id()));
    return ids;
  }

  private static Scope scope(Members.Matching matching) {
    return new Scope(Optional.empty(), List.of(matching.filter()), Optional.empty(), new Due.Any());
  }

  /** The policies that an account is declared to be under. */
  List<PlacedPolicy> of(Account account) {
    List<PlacedPolicy> all = new ArrayList<>();
    for (PlacedPolicy placed : declaration.policies()) {
      if (placed.policy().members().filter(m -> has(m, account)).isPresent()) {
        all.add(placed);
      }
    }
    return all;
  }

  private boolean has(Members members, Account account) {
    if (members instanceof Members.OfGroup group) {
      return groups.getOrDefault(group.dn(), Set.of()).contains(NormalDn.of(account.dn()));
    }
    Members.Matching matching = (Members.Matching) members;
    return filters.getOrDefault(matching.filter(), Set.of()).contains(account.id());
  }
}
