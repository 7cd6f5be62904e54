package org.keyturn.agent.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.keyturn.agent.directory.Directory;

/**
 * What was planned together: one plan, or one for each directory in which the same people have
 * accounts, in the order in which they are carried out. Closing it closes them.
 */
public final class Plans implements AutoCloseable {

  private final List<Part> parts;
  private final List<String> remarks;

  /** The part of one directory. */
  public record Part(Directory directory, Plan plan) {

    public PlanHeader header() {
      return plan.header();
    }
  }

  /**
   * @param parts at least one
   * @param remarks what no plan says, for people
   */
  Plans(List<Part> parts, List<String> remarks) {
    this.parts = List.copyOf(parts);
    this.remarks = List.copyOf(remarks);
  }

  /** One that stands alone; this closes it. */
  public static Plans of(Directory directory, Plan plan) {
    return new Plans(List.of(new Part(directory, plan)), List.of());
  }

  /**
   * Those of plan files, which this closes.
   *
   * @param parts in any order
   * @throws PlanException where others were made together with them
   */
  public static Plans of(List<Part> parts) {
    Part any = parts.get(0);
    List<String> ids = any.header().linked();
    Map<String, Part> byId = new HashMap<>();
    parts.forEach(part -> byId.put(part.header().id(), part));
    if (ids.isEmpty() && parts.size() == 1) {
      return new Plans(parts, List.of());
    }
    if (!byId.keySet().equals(Set.copyOf(ids)) || parts.size() != ids.size()) {
      throw new PlanException(
          "plan "
              + any.header().id()
              + (ids.isEmpty()
                  ? " was made alone; carry it out by itself"
                  : " was made together with others, for the accounts of the same people in several"
                      + " directories; name the files of all, and no other: "
                      + String.join(", ", ids)));
    }
    return new Plans(
        ids.stream().map(id -> Objects.requireNonNull(byId.get(id))).toList(), List.of());
  }

  /** At least one; the first is that of the directory that was asked for. */
  public List<Part> parts() {
    return parts;
  }

  public Part first() {
    return parts.get(0);
  }

  /** Whether people have accounts in more directories than one. */
  public boolean isLinked() {
    return parts.size() > 1;
  }

  /** How many accounts change, in all directories. */
  public long changes() {
    return parts.stream().mapToLong(part -> part.header().changes()).sum();
  }

  /** Sentences: who has no account where others have one. */
  public List<String> remarks() {
    return remarks;
  }

  @Override
  public void close() {
    parts.forEach(part -> part.plan().close());
  }
}
