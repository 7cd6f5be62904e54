package org.keyturn.agent.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.NormalDn;

/**
 * Finds those who were removed by what a person typed, in one pass over the record: an entry in the
 * archive is outside of where accounts are looked up, and its groups and values are elsewhere.
 */
public final class FormerLookup {

  /** Who answers to each name that was typed. */
  private final Map<String, List<FormerAccount>> wanted = new HashMap<>();

  private FormerLookup(List<AccountKey> keys) {
    keys.forEach(key -> names(key).forEach(name -> wanted.put(name, new ArrayList<>())));
  }

  /**
   * @return for each key, in their order, whom it means: those who are gone, or else those who are
   *     back again or deleted
   */
  public static List<List<FormerAccount>> find(Former former, List<AccountKey> keys) {
    FormerLookup lookup = new FormerLookup(keys);
    former.each(lookup::add);
    return keys.stream().map(lookup::matches).toList();
  }

  private void add(FormerAccount account) {
    names(account)
        .forEach(
            name -> {
              List<FormerAccount> found = wanted.get(name);
              if (found != null && !found.contains(account)) {
                found.add(account);
              }
            });
  }

  private List<FormerAccount> matches(AccountKey key) {
    List<FormerAccount> all =
        names(key)
            .flatMap(name -> wanted.getOrDefault(name, List.of()).stream())
            .distinct()
            .toList();
    List<FormerAccount> gone = all.stream().filter(FormerAccount::isGone).toList();
    return gone.isEmpty() ? all : gone;
  }

  private static Stream<String> names(AccountKey key) {
    return switch (key.kind()) {
      case LOGIN -> Stream.of(name("login", key.value()));
      case MAIL -> Stream.of(name("mail", key.value()));
      case ID -> Stream.of(name("id", key.value()));
      case DN -> dn(key.value());
      case ANY ->
          Stream.concat(
              Stream.of("login", "mail", "id").map(kind -> name(kind, key.value())),
              dn(key.value()));
    };
  }

  private static Stream<String> names(FormerAccount account) {
    return Stream.concat(
        Stream.of(name("login", account.login()), name("id", account.id().value())),
        Stream.concat(
            Stream.of(account.mail()).filter(m -> !m.isBlank()).map(m -> name("mail", m)),
            account.dns().stream().flatMap(FormerLookup::dn)));
  }

  private static Stream<String> dn(String text) {
    return text.contains("=") && NormalDn.isDn(text)
        ? Stream.of("dn:" + NormalDn.of(text).text())
        : Stream.empty();
  }

  private static String name(String kind, String value) {
    return kind + ":" + value.strip().toLowerCase(Locale.ROOT);
  }
}
