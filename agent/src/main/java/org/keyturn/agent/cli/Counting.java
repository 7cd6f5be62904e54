package org.keyturn.agent.cli;

/** How far a pass over the directory has come, whose end nobody knows; only on a terminal. */
final class Counting implements AutoCloseable {

  private static final int STEP = 1_000;

  private final Screen screen;
  private long accounts;

  Counting(Screen screen) {
    this.screen = screen;
  }

  void one() {
    accounts++;
    if (accounts % STEP == 0 && screen.showsProgress()) {
      screen.err().print("\r" + Words.number(accounts) + " accounts read");
      screen.err().flush();
    }
  }

  @Override
  public void close() {
    if (accounts >= STEP && screen.showsProgress()) {
      screen.err().print("\r" + " ".repeat(40) + "\r");
      screen.err().flush();
    }
  }
}
