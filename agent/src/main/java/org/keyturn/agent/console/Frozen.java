package org.keyturn.agent.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.Plans;

/**
 * What an act was frozen as: one plan, or one for each directory in which the same people have
 * accounts, in the order in which they are carried out. They are looked at, confirmed, approved and
 * carried out together or not at all. Closing it closes them.
 */
public final class Frozen implements AutoCloseable {

  private final List<Plan> plans;

  /**
   * @param plans at least one; the first is that of the directory that was asked for
   */
  Frozen(List<Plan> plans) {
    this.plans = List.copyOf(plans);
  }

  /** Closes those instead of their owner. */
  public static Frozen of(Plans plans) {
    return new Frozen(plans.parts().stream().map(Plans.Part::plan).toList());
  }

  public List<Plan> plans() {
    return plans;
  }

  public Plan first() {
    return plans.get(0);
  }

  /** Of the first: what is said of all of them. */
  public PlanHeader header() {
    return first().header();
  }

  /** Whether people have accounts in more directories than one. */
  public boolean isLinked() {
    return plans.size() > 1;
  }

  /**
   * What the whole is known by: of one plan its own checksum, of several the SHA-256 over theirs in
   * their order, a line each; in hex.
   */
  public String checksum() {
    if (!isLinked()) {
      return first().checksum();
    }
    String all = plans.stream().map(p -> p.checksum() + "\n").collect(Collectors.joining());
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** People who are changed anywhere. */
  public long people() {
    return plans.stream().mapToLong(p -> p.header().changes()).max().orElseThrow();
  }

  /** Accounts that are changed, in all directories. */
  public long changes() {
    return sum(PlanHeader::changes);
  }

  public long scanned() {
    return sum(PlanHeader::scanned);
  }

  public long selected() {
    return sum(PlanHeader::selected);
  }

  public long alreadySo() {
    return sum(PlanHeader::alreadySo);
  }

  public long skipped() {
    return sum(PlanHeader::skipped);
  }

  /** How many accounts are not changed, for each reason. */
  public Map<String, Long> reasons() {
    SortedMap<String, Long> all = new TreeMap<>();
    plans.forEach(
        plan ->
            plan.header()
                .reasons()
                .forEach((reason, accounts) -> all.merge(reason, accounts, Long::sum)));
    return all;
  }

  private long sum(ToLongFunction<PlanHeader> what) {
    return plans.stream().map(Plan::header).mapToLong(what).sum();
  }

  @Override
  public void close() {
    plans.forEach(Plan::close);
  }
}
