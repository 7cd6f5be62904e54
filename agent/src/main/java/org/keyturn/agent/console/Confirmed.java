package org.keyturn.agent.console;

import java.util.List;

/**
 * What came of confirming a plan.
 *
 * @param why sentences for the operator, where there is more to say than its kind
 */
public record Confirmed(Kind kind, List<String> why) {

  public enum Kind {
    /** It is carried out, now or after the two that are under way. */
    BEGUN,
    /** The brake says no: somebody else is to approve it. */
    WAITING,
    /** It was confirmed or dropped before. */
    ALREADY,
    /** There is no such plan of theirs. */
    NOT_YOURS,
    /** What they looked at is not what is there. */
    ANOTHER,
    TOO_OLD,
    /** It changes nobody. */
    NOTHING,
    /** New passwords would reach nobody. */
    UNDELIVERABLE,
    /** A password was typed where none can be. */
    NOT_TYPED,
    /** The password that was typed breaks rules. */
    PASSWORD
  }

  public Confirmed {
    why = List.copyOf(why);
  }

  static Confirmed of(Kind kind) {
    return new Confirmed(kind, List.of());
  }
}
