package org.keyturn.agent.config;

/** A file or a secret that is not taken, with the mend. Never holds what was in it. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final String wrong;
  private final String right;

  Refused(String wrong, String right) {
    super(wrong + ", " + right);
    this.wrong = wrong;
    this.right = right;
  }

  String wrong() {
    return wrong;
  }

  String right() {
    return right;
  }
}
