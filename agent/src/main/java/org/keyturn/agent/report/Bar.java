package org.keyturn.agent.report;

/**
 * One bar of a chart, in whole units of a width that the page stretches: numbers that SVG takes,
 * whatever was counted.
 *
 * @param first the part that matters
 * @param second what stands beside it
 */
record Bar(int first, int second) {

  /** The viewBox's width. */
  static final int FULL = 1_000;

  /** What is there can be seen. */
  private static final int LEAST = 8;

  /**
   * @param most what the longest bar stands for
   */
  static Bar of(long first, long second, long most) {
    int one = length(first, most);
    return new Bar(one, Math.min(length(second, most), FULL - one));
  }

  static int length(long n, long most) {
    if (n <= 0 || most <= 0) {
      return 0;
    }
    return (int) Math.max(LEAST, Math.min(FULL, Math.round((double) FULL * n / most)));
  }
}
