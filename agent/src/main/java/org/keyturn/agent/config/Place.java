package org.keyturn.agent.config;

/** A position in the config file, both counted from 1, columns in code points. */
record Place(int line, int column) implements Comparable<Place> {

  /** Where a problem of the file as a whole is shown. */
  static final Place START = new Place(1, 1);

  @Override
  public int compareTo(Place other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
