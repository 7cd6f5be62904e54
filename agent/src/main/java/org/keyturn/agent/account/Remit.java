package org.keyturn.agent.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far somebody's authority over accounts reaches; frozen into plan and run, so that whoever
 * carries a run on does no more with it than the one who asked for it may.
 *
 * @param base a DN: only what stands below it; empty: wherever it stands
 * @param group a group's DN: only its members, nested groups included; empty: in any group or none
 * @param spares DNs of groups whose members are out of reach, nested groups included: those who can
 *     do more than others
 */
public record Remit(Optional<String> base, Optional<String> group, List<String> spares) {

  /** Of whoever may touch everybody. */
  public static final Remit EVERYONE = new Remit(Optional.empty(), Optional.empty(), List.of());

  private static final String BASE = "base";
  private static final String GROUP = "group";
  private static final String SPARE = "spare-";

  public Remit {
    spares = List.copyOf(spares);
  }

  public boolean isEveryone() {
    return equals(EVERYONE);
  }

  /** As plan and ledger keep it: {@code base}, {@code group}, {@code spare-0} and so on. */
  public SortedMap<String, String> asMap() {
    SortedMap<String, String> map = new TreeMap<>();
    base.ifPresent(dn -> map.put(BASE, dn));
    group.ifPresent(dn -> map.put(GROUP, dn));
    for (int i = 0; i < spares.size(); i++) {
      map.put(SPARE + i, spares.get(i));
    }
    return map;
  }

  /** What {@link #asMap} makes, again; other keys beside its own do no harm. */
  public static Remit of(Map<String, String> map) {
    List<String> spares = new ArrayList<>();
    for (int i = 0; map.containsKey(SPARE + i); i++) {
      spares.add(map.getOrDefault(SPARE + i, ""));
    }
    return new Remit(
        Optional.ofNullable(map.get(BASE)), Optional.ofNullable(map.get(GROUP)), spares);
  }
}
