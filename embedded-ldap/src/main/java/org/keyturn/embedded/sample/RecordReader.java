package org.keyturn.embedded.sample;

import java.io.Reader;
import java.util.Iterator;
import java.util.stream.Stream;

/** Reads records one after the other, making the next only when it is wanted. */
public final class RecordReader extends Reader {
  private final Iterator<String> records;
  private String current = "";
  private int position;

  public RecordReader(Stream<String> records) {
    this.records = records.iterator();
  }

  @Override
  public int read(char[] buffer, int offset, int length) {
    while (position == current.length()) {
      if (!records.hasNext()) {
        return -1;
      }
      current = records.next();
      position = 0;
    }
    int count = Math.min(length, current.length() - position);
    current.getChars(position, position + count, buffer, offset);
    position += count;
    return count;
  }

  @Override
  public void close() {}
}
