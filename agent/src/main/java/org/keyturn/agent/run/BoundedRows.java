package org.keyturn.agent.run;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Refuses a row that never ends, such as one whose quote is not closed. */
final class BoundedRows extends FilterReader {

  /** More than any row, and more than the parser reads ahead. */
  private static final long LONGEST = 1 << 20;

  private long left = LONGEST;

  BoundedRows(Reader in) {
    super(in);
  }

  /** Another row begins. */
  void next() {
    left = LONGEST;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    count(c < 0 ? 0 : 1);
    return c;
  }

  @Override
  public int read(char[] buffer, int from, int length) throws IOException {
    int count = super.read(buffer, from, length);
    count(Math.max(count, 0));
    return count;
  }

  private void count(int read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new IOException("a row has more than a million characters; is a quote not closed?");
    }
  }
}
