package org.keyturn.agent.console;

/** Nobody is meant any more, or ever was: there is nothing to freeze. */
public final class Nobody extends RuntimeException {

  private static final long serialVersionUID = 1;

  Nobody() {
    super("nobody is meant");
  }
}
