package org.keyturn.agent.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Walks a plan's accounts without holding them. Not thread-safe. */
public final class PlanCursor implements Iterator<PlannedAccount>, AutoCloseable {

  private final JsonParser parser;
  private @Nullable PlannedAccount next;

  PlanCursor(Path document) {
    try {
      parser = PlanJson.open(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    parser.nextToken();
    for (String name = parser.nextName(); !"accounts".equals(name); name = parser.nextName()) {
      parser.nextToken();
      parser.skipChildren();
    }
    parser.nextToken();
    advance();
  }

  private void advance() {
    next = parser.nextToken() == JsonToken.START_OBJECT ? PlanJson.readAccount(parser) : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public PlannedAccount next() {
    PlannedAccount account = next;
    if (account == null) {
      throw new NoSuchElementException();
    }
    advance();
    return account;
  }

  @Override
  public void close() {
    parser.close();
  }
}
