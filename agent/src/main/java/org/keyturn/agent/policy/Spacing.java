package org.keyturn.agent.policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.PasswordPolicy;

/**
 * Gives each of many passwords an end of its own, evenly over a period. Pure. What it holds to:
 *
 * <ul>
 *   <li>Nobody is surprised: no end is nearer than the policy's warning, from now on.
 *   <li>No password gets more time than a new one would: no end is further than the policy's
 *       maximum age, from now on. As nobody's password has ended when it is moved, none gets older
 *       than twice that age.
 *   <li>None is put off twice: a password that a spread has moved is moved again only to an earlier
 *       end.
 *   <li>The order is the one of the present ends, and among equals that of a hash of the identity:
 *       who is spread the same way again stays where they are.
 * </ul>
 *
 * Whoever's policy leaves no room for the whole period is no part of it: squeezed into a part, they
 * would end in a heap again.
 */
public final class Spacing {

  private Spacing() {}

  /**
   * One password that may be moved.
   *
   * @param order what puts it in its place among those with the same end
   * @param end when it ends now
   * @param policy in force, with a maximum age
   * @param moved whether an earlier spread gave it the end that it has
   */
  public record Candidate(long order, Instant end, PasswordPolicy policy, boolean moved) {

    /**
     * @param movedTo the end that the last spread gave it, if one did
     */
    public static Candidate of(
        AccountId id, Instant end, PasswordPolicy policy, Optional<Instant> movedTo) {
      Instant second = end.truncatedTo(ChronoUnit.SECONDS);
      return new Candidate(hash(id.value()), second, policy, movedTo.equals(Optional.of(second)));
    }

    /** FNV-1a: the same on every machine, and unlike the order in which people were added. */
    private static long hash(String text) {
      long hash = 0xcbf29ce484222325L;
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
      return hash;
    }
  }

  /**
   * What becomes of one of them.
   *
   * @param end the end that is meant for it; the one that it has, where it gets none
   */
  public record Place(Instant end, Decision decision) {}

  /**
   * @return one place for each candidate, in their order
   */
  public static List<Place> of(List<Candidate> candidates, Period period, Instant now) {
    Place[] places = new Place[candidates.size()];
    List<Integer> fitting = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      Candidate candidate = candidates.get(i);
      Optional<Decision> misfit = misfit(candidate.policy(), period, now);
      if (misfit.isPresent()) {
        places[i] = new Place(candidate.end(), misfit.get());
      } else {
        fitting.add(i);
      }
    }
    fitting.sort(
        Comparator.comparing((Integer i) -> candidates.get(i).end())
            .thenComparingLong(i -> candidates.get(i).order()));
    for (int rank = 0; rank < fitting.size(); rank++) {
      int i = fitting.get(rank);
      places[i] = place(candidates.get(i), period.at(rank, fitting.size()));
    }
    return Arrays.asList(places);
  }

  private static Place place(Candidate candidate, Instant end) {
    if (end.equals(candidate.end())) {
      return new Place(end, new Decision.AlreadySo("already-spread"));
    }
    if (candidate.moved() && end.isAfter(candidate.end())) {
      return new Place(
          candidate.end(),
          new Decision.Skip(
              "moved-before",
              "a spread has moved it to "
                  + candidate.end()
                  + ", and none is put off twice; undo that run first"));
    }
    return new Place(end, new Decision.Change("would end " + candidate.end()));
  }

  private static Optional<Decision> misfit(PasswordPolicy policy, Period period, Instant now) {
    Instant earliest = now.plus(policy.warn()).truncatedTo(ChronoUnit.SECONDS);
    Instant latest = now.plus(policy.maxAge().orElseThrow()).truncatedTo(ChronoUnit.SECONDS);
    return period.from().isBefore(earliest) || period.end().isAfter(latest)
        ? Optional.of(
            new Decision.Skip(
                "period-does-not-fit",
                "the policy "
                    + policy.name()
                    + " lets an end be moved to between "
                    + earliest
                    + " (its warning from now) and "
                    + latest
                    + " (its maximum age from now); the period is "
                    + period))
        : Optional.empty();
  }
}
