package org.keyturn.agent.web;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Consumer;

/** What a page answers. */
sealed interface Answer {

  /**
   * A page of the portal.
   *
   * @param template the name of a file in {@code pages}, without its ending; its title is the
   *     message {@code NAME-title}
   * @param values what it shows, beside what every page has; see {@link Views}
   */
  record View(int status, String template, Map<String, Object> values) implements Answer {
    public View {
      values = Map.copyOf(values);
    }
  }

  /**
   * Look there: after a form was taken, so that a reload sends nothing twice.
   *
   * @param path of a route, and its query where it has one
   */
  record SeeOther(String path) implements Answer {}

  /** Bytes of a type, such as the stylesheet. */
  @SuppressWarnings("ArrayRecordComponent") // Written to the wire, never compared.
  record Bytes(int status, String type, byte[] content, boolean keep) implements Answer {}

  /**
   * One event of a stream (<a href="https://html.spec.whatwg.org/#server-sent-events">HTML</a>),
   * and the stream's end: the browser asks again by itself.
   *
   * @param name what it is called
   * @param template whose text is its data
   */
  record Event(String name, String template, Map<String, Object> values) implements Answer {
    public Event {
      values = Map.copyOf(values);
    }
  }

  /**
   * A file to keep, read as it is sent.
   *
   * @param file its name, of plain letters
   */
  record Download(String type, String file, InputStream content) implements Answer {}

  /**
   * A file to be kept, written while it is made.
   *
   * @param file its name, of plain letters
   */
  record Written(String type, String file, Consumer<OutputStream> content) implements Answer {}

  static Answer view(String template, Map<String, Object> values) {
    return new View(200, template, values);
  }

  static Answer seeOther(String path) {
    return new SeeOther(path);
  }
}
