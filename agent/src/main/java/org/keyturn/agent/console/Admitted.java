package org.keyturn.agent.console;

import java.util.Optional;

/** What came of a program that showed a token. */
public sealed interface Admitted {

  /** For the rate at which it may ask: {@code token NAME}; empty where no token is known. */
  String via();

  /**
   * It is let in.
   *
   * @param lessened where it is worth less than it was made for, since whoever made it has less: a
   *     sentence for people
   */
  record In(Sight sight, Optional<String> lessened) implements Admitted {
    @Override
    public String via() {
      return sight.operator().via();
    }
  }

  /**
   * The token is good, but whoever made it has no role any more.
   *
   * @param maker their login
   */
  record MakerWithoutRole(String via, String maker) implements Admitted {}

  /** It is not known, was revoked, or is over. */
  record Unknown() implements Admitted {
    @Override
    public String via() {
      return "";
    }
  }
}
