package org.keyturn.agent.cli;

/** A table of any length: aligned for every few hundred rows, so that nothing is held for long. */
final class Pages implements AutoCloseable {

  private static final int ROWS = 500;

  private final Screen screen;
  private final String[] head;
  private Table page;
  private boolean first = true;

  Pages(Screen screen, String... head) {
    this.screen = screen;
    this.head = head.clone();
    this.page = new Table(screen.width(), head);
  }

  void row(String... cells) {
    page.row(cells);
    if (page.size() == ROWS) {
      print();
    }
  }

  private void print() {
    page.print(screen.out(), screen);
    first = false;
    page = new Table(screen.width(), head);
  }

  @Override
  public void close() {
    if (!page.isEmpty() || first) {
      print();
    }
  }
}
