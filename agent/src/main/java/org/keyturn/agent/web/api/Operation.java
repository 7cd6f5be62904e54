package org.keyturn.agent.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.document.Shape;

/**
 * One thing that a program can ask for: where, with which evidence, what it takes and what it
 * answers. What is written here is what is checked, what is done, and what the OpenAPI document
 * says.
 *
 * @param id as programs made from the OpenAPI document name it
 * @param evidence what whoever asks has at least
 * @param path below {@link Api#BASE}
 * @param summary for people, in a few words
 * @param query what may stand after the question mark
 * @param body what is sent; empty: nothing
 * @param inSecret whether the answer holds secrets: it is given once, and never kept
 * @param largest how many bytes the body has at most
 * @param reply what is answered
 */
record Operation<E extends Sight, T>(
    String id,
    Method method,
    PathPattern path,
    Class<E> evidence,
    String summary,
    List<Parameter> query,
    Optional<Shape.ObjectOf> body,
    boolean inSecret,
    int largest,
    Reply<T> reply,
    Work<E, T> work) {

  Operation {
    query = List.copyOf(query);
    if (body.isPresent() && method != Method.POST) {
      throw new IllegalArgumentException(id + ": only what is posted has a body");
    }
  }

  /**
   * What is answered where all went well.
   *
   * @param status 200, 201 or 202; 204 where the document is empty
   * @param location where what was made is; empty: nothing was
   */
  record Reply<T>(int status, Document<T> document, Optional<Function<T, String>> location) {}

  /** What is done. {@link Secrets} that it answers are closed once they were written. */
  @FunctionalInterface
  interface Work<E extends Sight, T> {
    /**
     * @throws Problem for what is not done
     */
    T answer(Call call, E evidence);
  }

  /** Looks and changes nothing. */
  static <E extends Sight> Draft<E> get(String path, Class<E> evidence, String id, String summary) {
    return new Draft<>(Method.GET, path, evidence, id, summary);
  }

  static <E extends Sight> Draft<E> post(
      String path, Class<E> evidence, String id, String summary) {
    return new Draft<>(Method.POST, path, evidence, id, summary);
  }

  static <E extends Sight> Draft<E> delete(
      String path, Class<E> evidence, String id, String summary) {
    return new Draft<>(Method.DELETE, path, evidence, id, summary);
  }

  /** An operation that is being written down. */
  static final class Draft<E extends Sight> {
    private final Method method;
    private final PathPattern path;
    private final Class<E> evidence;
    private final String id;
    private final String summary;
    private final List<Parameter> query = new ArrayList<>();
    private Optional<Shape.ObjectOf> body = Optional.empty();
    private boolean inSecret;
    private int largest = Api.LARGEST;

    private Draft(Method method, String path, Class<E> evidence, String id, String summary) {
      this.method = method;
      this.path = new PathPattern(path);
      this.evidence = evidence;
      this.id = id;
      this.summary = summary;
    }

    Draft<E> query(String name, Shape shape, String says) {
      query.add(new Parameter(name, shape, says, false));
      return this;
    }

    /** The same where there is no going without it. */
    Draft<E> needs(String name, Shape shape, String says) {
      query.add(new Parameter(name, shape, says, true));
      return this;
    }

    Draft<E> takes(Shape.ObjectOf shape) {
      body = Optional.of(shape);
      return this;
    }

    /** What is sent may list many people. */
    Draft<E> bulk() {
      largest = Api.LARGEST_OF_MANY;
      return this;
    }

    /** What is answered holds secrets. */
    Draft<E> inSecret() {
      inSecret = true;
      return this;
    }

    <T> Operation<E, T> answers(Document<T> document, Work<E, T> work) {
      return operation(new Reply<>(200, document, Optional.empty()), work);
    }

    /**
     * @param location of what was made, below {@link Api#BASE}
     */
    <T> Operation<E, T> creates(
        Document<T> document, Function<T, String> location, Work<E, T> work) {
      return operation(new Reply<>(201, document, Optional.of(location)), work);
    }

    /**
     * @param location of what goes on in the background, below {@link Api#BASE}
     */
    <T> Operation<E, T> starts(
        Document<T> document, Function<T, String> location, Work<E, T> work) {
      return operation(new Reply<>(202, document, Optional.of(location)), work);
    }

    private <T> Operation<E, T> operation(Reply<T> reply, Work<E, T> work) {
      return new Operation<>(
          id, method, path, evidence, summary, query, body, inSecret, largest, reply, work);
    }
  }
}
