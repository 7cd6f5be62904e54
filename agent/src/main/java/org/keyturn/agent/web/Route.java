package org.keyturn.agent.web;

import java.util.Set;
import java.util.regex.Pattern;
import org.keyturn.agent.console.Sight;

/**
 * One path and who may use it how.
 *
 * @param post whether it changes something: such a request carries the browser's token
 * @param path exactly as it is asked for; there are no patterns
 * @param query the names that its query may hold, each once; none for {@code post}
 */
record Route(boolean post, String path, Access access, Set<String> query, Page page) {

  private static final Pattern PATH =
      Pattern.compile("/([a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)*)?");

  Route {
    query = Set.copyOf(query);
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(path + " is no path of a route");
    }
    if (post && !query.isEmpty()) {
      throw new IllegalArgumentException(path + ": what is posted stands in the body");
    }
  }

  /** Shows something and changes nothing. */
  static Route get(String path, Access access, Page page) {
    return new Route(false, path, access, Set.of(), page);
  }

  /** Takes a form. */
  static Route post(String path, Access access, Page page) {
    return new Route(true, path, access, Set.of(), page);
  }

  /** Shows something to operators whose role is enough. */
  static <E extends Sight> Route get(String path, Class<E> evidence, OperatorPage<E> page) {
    return new Route(false, path, Access.of(evidence), Set.of(), needing(evidence, page));
  }

  /** Takes a form of operators whose role is enough. */
  static <E extends Sight> Route post(String path, Class<E> evidence, OperatorPage<E> page) {
    return new Route(true, path, Access.of(evidence), Set.of(), needing(evidence, page));
  }

  private static <E extends Sight> Page needing(Class<E> evidence, OperatorPage<E> page) {
    return exchange ->
        page.answer(
            exchange,
            exchange
                .evidence()
                .filter(evidence::isInstance)
                .map(evidence::cast)
                .orElseThrow(() -> new Refusal(Refusal.FORBIDDEN)));
  }

  /** How many bytes its form may have. */
  int largest() {
    return access.isOperators() ? Form.LARGEST_OF_OPERATORS : Form.LARGEST;
  }

  /** The same with a query that may hold these names. */
  Route withQuery(String... names) {
    return new Route(post, path, access, Set.of(names), page);
  }
}
