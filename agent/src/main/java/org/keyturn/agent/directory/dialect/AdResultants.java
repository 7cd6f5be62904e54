package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.NormalDn;

/**
 * Which password settings object is whose: {@code msDS-ResultantPSO} as MS-ADTS, section
 * 3.1.1.4.5.36, and Samba's {@code operational.c} have it, out of what is stored. Who is named by
 * one goes by that alone; others by their groups, nested ones and the primary one included; of
 * several, the lowest precedence and then the lowest GUID wins, compared byte by byte as it is
 * sent. Not thread-safe.
 */
final class AdResultants {

  static final String PRIMARY = "primaryGroupID";

  private static final String APPLIES = "msDS-PSOAppliesTo";
  private static final int NORMAL_ACCOUNT = 0x200;

  /** One of the objects, and where it stands among the others. */
  private record Settings(String dn, long precedence, String guid) implements Comparable<Settings> {

    private static final Comparator<Settings> ORDER =
        Comparator.comparingLong(Settings::precedence).thenComparing(Settings::guid);

    static Settings of(Entry pso) {
      byte[] guid = pso.getAttributeValueBytes(AdState.ID);
      return new Settings(
          pso.getDN(),
          AdTime.number(pso.getAttributeValue("msDS-PasswordSettingsPrecedence"))
              .orElse(Long.MAX_VALUE),
          guid == null ? "" : HexFormat.of().formatHex(guid));
    }

    @Override
    public int compareTo(Settings other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<NormalDn, Settings> named = new HashMap<>();
  private final Map<NormalDn, Settings> byGroup = new HashMap<>();
  private final Map<Long, Settings> byPrimaryGroup = new HashMap<>();

  /** Servers spell a group's name the same for each of its members. */
  private final Map<String, Optional<Settings>> spelled = new HashMap<>();

  /**
   * @param psos those that stand right in the container
   * @param groups all through which they can come
   */
  AdResultants(Collection<? extends Entry> psos, Collection<AdGroup> groups) {
    Map<NormalDn, AdGroup> known = new HashMap<>();
    Map<NormalDn, Set<NormalDn>> children = new HashMap<>();
    for (AdGroup group : groups) {
      known.put(group.dn(), group);
      group
          .parents()
          .forEach(p -> children.computeIfAbsent(p, dn -> new HashSet<>()).add(group.dn()));
    }
    for (Entry pso : psos) {
      Settings settings = Settings.of(pso);
      List<NormalDn> applies = AdGroup.values(pso, APPLIES).map(NormalDn::of).toList();
      applies.forEach(dn -> keepBest(named, dn, settings));
      for (NormalDn dn : withThoseWithin(applies, known, children)) {
        keepBest(byGroup, dn, settings);
        keepBest(byPrimaryGroup, Objects.requireNonNull(known.get(dn)).relativeId(), settings);
      }
    }
  }

  /** A group that does not count passes nothing on either. */
  private static Set<NormalDn> withThoseWithin(
      List<NormalDn> outermost,
      Map<NormalDn, AdGroup> known,
      Map<NormalDn, Set<NormalDn>> children) {
    Set<NormalDn> all = new HashSet<>();
    Deque<NormalDn> open = new ArrayDeque<>(outermost);
    while (!open.isEmpty()) {
      NormalDn dn = open.remove();
      if (known.containsKey(dn) && all.add(dn)) {
        open.addAll(children.getOrDefault(dn, Set.of()));
      }
    }
    return all;
  }

  private static <K> void keepBest(Map<K, Settings> best, K key, Settings settings) {
    best.merge(key, settings, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }

  /** Its DN; nothing where the domain's own policy is in force. */
  @Nullable String of(Entry user) {
    if (!AdState.has(user, NORMAL_ACCOUNT)) {
      return null;
    }
    Settings own = named.get(NormalDn.of(user.getDN()));
    return own != null
        ? own.dn()
        : Stream.concat(
                AdGroup.values(user, AdGroup.MEMBER_OF)
                    .flatMap(group -> bySpelling(group).stream()),
                byPrimaryGroup(user).stream())
            .min(Comparator.naturalOrder())
            .map(Settings::dn)
            .orElse(null);
  }

  private Optional<Settings> bySpelling(String group) {
    return spelled.computeIfAbsent(group, dn -> Optional.ofNullable(byGroup.get(NormalDn.of(dn))));
  }

  private Optional<Settings> byPrimaryGroup(Entry user) {
    return Optional.ofNullable(
        byPrimaryGroup.get(AdTime.number(user.getAttributeValue(PRIMARY)).orElse(-2)));
  }
}
