package org.keyturn.agent.web.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param headers beside those that every answer has
 * @param type of the body
 */
public record Answered(int status, Map<String, String> headers, String type, Body body) {

  public Answered {
    headers = Map.copyOf(headers);
  }

  /** Written once, perhaps for a long time. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }
}
