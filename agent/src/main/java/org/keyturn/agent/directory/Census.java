package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many accounts are where, and what they have. Entries are counted by the entry above them and
 * forgotten.
 */
final class Census {

  /** A subtree with this share of the accounts is where they are; what is elsewhere is told. */
  private static final int MOST_PERCENT = 80;

  private static final Set<String> LAST_RESORT =
      Set.of("admin", "administrator", "root", "breakglass", "break-glass", "emergency");

  /** On what a domain is made with, such as krbtgt: no people, wherever they stand. */
  static final String SYSTEMS_OWN = "isCriticalSystemObject";

  private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]+\\.)+[a-z]{2,}");

  private final Map<DN, Tally> tallies = new LinkedHashMap<>();
  private final Map<String, Integer> domains = new HashMap<>();
  private final List<String> precious = new ArrayList<>();
  private int all;

  /** Of the accounts right below one entry: how many have an attribute, or are of a class. */
  private static final class Tally {
    int all;
    final Map<String, Integer> having = new HashMap<>();
  }

  void count(Entry entry) {
    DN dn = Bases.dn(entry.getDN());
    String naming = dn.getRDN().getAttributeNames()[0];
    if (isPrecious(entry, naming)) {
      precious.add(entry.getDN());
    }
    if (entry.hasAttributeValue(SYSTEMS_OWN, "TRUE")) {
      return;
    }
    DN parent = Objects.requireNonNullElse(dn.getParent(), DN.NULL_DN);
    Tally tally = tallies.computeIfAbsent(parent, p -> new Tally());
    all++;
    tally.all++;
    for (var attribute : entry.getAttributes()) {
      add(tally.having, attribute.getBaseName());
    }
    for (String name : entry.getObjectClassValues()) {
      add(tally.having, classNamed(name));
    }
    add(tally.having, named(naming));
    domain(entry.getAttributeValue("mail")).ifPresent(domain -> add(domains, domain));
  }

  private static boolean isPrecious(Entry entry, String naming) {
    String name = Objects.requireNonNullElse(entry.getAttributeValue("uid"), "");
    String rdn = Objects.requireNonNullElse(entry.getAttributeValue(naming), "");
    return LAST_RESORT.contains(name.toLowerCase(Locale.ROOT))
        || LAST_RESORT.contains(rdn.toLowerCase(Locale.ROOT));
  }

  private static Optional<String> domain(@Nullable String mail) {
    int at = mail == null ? -1 : mail.lastIndexOf('@');
    return mail == null || at < 1
        ? Optional.empty()
        : Optional.of(mail.substring(at + 1).toLowerCase(Locale.ROOT))
            .filter(domain -> DOMAIN.matcher(domain).matches());
  }

  private static String classNamed(String name) {
    return "objectClass=" + name;
  }

  private static String named(String attribute) {
    return "rdn=" + attribute;
  }

  private static void add(Map<String, Integer> counts, String what) {
    counts.merge(what.toLowerCase(Locale.ROOT), 1, Integer::sum);
  }

  int all() {
    return all;
  }

  int within(DN base) {
    return tallies.entrySet().stream()
        .filter(t -> t.getKey().isDescendantOf(base, true))
        .mapToInt(t -> t.getValue().all)
        .sum();
  }

  int having(DN base, String attribute) {
    return tallies.entrySet().stream()
        .filter(t -> t.getKey().isDescendantOf(base, true))
        .mapToInt(t -> t.getValue().having.getOrDefault(attribute.toLowerCase(Locale.ROOT), 0))
        .sum();
  }

  int ofClass(DN base, String name) {
    return having(base, classNamed(name));
  }

  int namedBy(DN base, String attribute) {
    return having(base, named(attribute));
  }

  Optional<String> mailDomain() {
    return domains.entrySet().stream()
        .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey);
  }

  /** Those below a base that look like accounts of last resort. */
  List<String> precious(DN base) {
    return precious.stream().filter(dn -> Bases.dn(dn).isDescendantOf(base, false)).toList();
  }

  /** The deepest entry below a naming context that has most of its accounts below it. */
  DN most(DN context) {
    DN base = context;
    Optional<DN> deeper = step(base);
    while (deeper.isPresent()) {
      base = deeper.get();
      deeper = step(base);
    }
    return base;
  }

  private Optional<DN> step(DN base) {
    int here = within(base);
    return parents(dn -> dn.isDescendantOf(base, false)).stream()
        .map(dn -> childOf(base, dn))
        .distinct()
        .filter(child -> within(child) * 100L >= (long) here * MOST_PERCENT)
        .findFirst();
  }

  private static DN childOf(DN base, DN below) {
    DN child = below;
    DN parent = child.getParent();
    while (parent != null && !parent.equals(base)) {
      child = parent;
      parent = child.getParent();
    }
    return child;
  }

  private List<DN> parents(Predicate<DN> which) {
    return tallies.keySet().stream().filter(which).toList();
  }

  /** The proposed base, the context above it, and the entries with most accounts right below. */
  List<Survey.Place> places(DN base, DN context, int atMost) {
    List<DN> found = new ArrayList<>(List.of(base, context));
    tallies.entrySet().stream()
        .filter(t -> t.getKey().isDescendantOf(context, true))
        .sorted(
            Comparator.<Map.Entry<DN, Tally>>comparingInt(t -> t.getValue().all)
                .reversed()
                .thenComparing(t -> t.getKey().toNormalizedString()))
        .forEach(t -> found.add(t.getKey()));
    return found.stream()
        .distinct()
        .limit(atMost)
        .map(dn -> new Survey.Place(dn.toString(), within(dn)))
        .toList();
  }
}
