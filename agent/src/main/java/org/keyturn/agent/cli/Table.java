package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyturn.agent.plan.Printable;

/**
 * Aligned columns without boxes, as wide as the terminal at most: what does not fit is cut with an
 * ellipsis. The last column, which says most about least, gives way first; the first, which names
 * whom a row is about, last. Rows are kept until {@link #print}: {@code users} prints a table for
 * every few hundred.
 */
final class Table {

  private static final int GAP = 2;
  private static final int NARROWEST = 6;

  /** How far the last column gives way before the others do. */
  private static final int LAST = 12;

  private final int width;
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  Table(int width, String... head) {
    this.width = width;
    this.head = List.of(head);
  }

  void row(String... cells) {
    rows.add(Arrays.stream(cells).map(Printable::line).toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int size() {
    return rows.size();
  }

  void print(PrintStream out, Screen screen) {
    int[] widths = widths();
    if (head.stream().anyMatch(h -> !h.isEmpty())) {
      out.println(screen.faint(line(head, widths)));
    }
    for (List<String> row : rows) {
      out.println(line(row, widths));
    }
  }

  private int[] widths() {
    int[] widths = new int[head.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              length(head.get(i)),
              rows.stream().mapToInt(r -> length(r.get(column))).max().orElse(0));
    }
    int available = width - GAP * (widths.length - 1);
    int last = widths.length - 1;
    shrink(widths, last, last + 1, LAST, available);
    shrink(widths, 1, last, NARROWEST, available);
    shrink(widths, 0, last + 1, NARROWEST, available);
    return widths;
  }

  /** Takes from the widest of some columns until all fit, or none is wider than a floor. */
  private static void shrink(int[] widths, int from, int to, int floor, int available) {
    while (Arrays.stream(widths).sum() > available) {
      int widest = from;
      for (int i = from + 1; i < to; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (from >= to || widths[widest] <= floor) {
        return;
      }
      widths[widest]--;
    }
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cut(cells.get(i), widths[i]);
      line.append(cell);
      if (i < widths.length - 1) {
        line.append(" ".repeat(widths[i] - length(cell) + GAP));
      }
    }
    return line.toString().stripTrailing();
  }

  static String cut(String text, int width) {
    if (length(text) <= width) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int taken = 0;
    for (int c : text.codePoints().toArray()) {
      taken += Columns.of(c);
      if (taken > width - 1) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept.append('…').toString();
  }

  private static int length(String text) {
    return text.codePoints().map(Columns::of).sum();
  }
}
