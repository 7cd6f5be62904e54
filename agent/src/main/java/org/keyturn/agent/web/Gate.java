package org.keyturn.agent.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.keyturn.agent.web.api.Api;

/**
 * Lets nothing through that is not plainly one of the routes: the right host, a path as it stands
 * in the table byte for byte, a method that it takes, a query with its names, a body of a form's
 * size and type, and for a form the signs that it comes from this very site. What a proxy says of
 * itself ({@code Forwarded}, {@code X-Forwarded-*}) is not read at all.
 */
final class Gate extends Handler.Wrapper {

  private static final int LONGEST_QUERY = 512;
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final List<String> FORM_TYPES = List.of(FORM, FORM + ";charset=utf-8");

  private final Origin origin;
  private final Routes routes;
  private final Headers headers;
  private final Optional<ApiGate> api;

  Gate(Origin origin, Routes routes, Headers headers, Optional<ApiGate> api) {
    this.origin = origin;
    this.routes = routes;
    this.headers = headers;
    this.api = api;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    headers.put((name, value) -> response.getHeaders().put(name, value));
    try {
      judge(request);
    } catch (Refusal refusal) {
      Response.writeError(request, response, callback, refusal.status());
      return true;
    }
    return super.handle(request, response, callback);
  }

  private void judge(Request request) {
    List<String> hosts = request.getHeaders().getValuesList(HttpHeader.HOST);
    if (hosts.size() != 1) {
      throw new Refusal(Refusal.BAD_REQUEST);
    } else if (!origin.isMeantBy(hosts.get(0))) {
      throw new Refusal(Refusal.MISDIRECTED);
    }
    String path = String.valueOf(request.getHttpURI().getPath());
    if (api.isPresent() && Api.owns(path)) {
      api.get().judge(request, path);
      judgeSource(request);
      return;
    }
    if (!routes.has(path)) {
      throw new Refusal(Refusal.NOT_FOUND);
    }
    boolean post = isPost(request.getMethod());
    Route route =
        routes.find(post, path).orElseThrow(() -> new Refusal(Refusal.METHOD_NOT_ALLOWED));
    judgeQuery(route, request.getHttpURI().getQuery());
    judgeBody(request, route);
    if (post) {
      judgeSource(request);
    }
  }

  private static boolean isPost(String method) {
    return switch (method) {
      case "POST" -> true;
      case "GET", "HEAD" -> false;
      default -> throw new Refusal(Refusal.METHOD_NOT_ALLOWED);
    };
  }

  @SuppressWarnings("NullAway") // Jetty gives null for "none".
  private static void judgeQuery(Route route, String query) {
    if (query != null
        && (query.length() > LONGEST_QUERY
            || !route.query().containsAll(QueryText.parse(query).keySet()))) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
  }

  private static void judgeBody(Request request, Route route) {
    long length = request.getLength();
    if (!route.post()) {
      if (length > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
        throw new Refusal(Refusal.BAD_REQUEST);
      }
      return;
    }
    if (length > route.largest()) {
      throw new Refusal(Refusal.TOO_LARGE);
    }
    String type = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).orElse("");
    if (!FORM_TYPES.contains(type.replace(" ", "").toLowerCase(Locale.ROOT))
        || request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
      throw new Refusal(Refusal.UNSUPPORTED_TYPE);
    }
  }

  /**
   * Browsers say where a form comes from; the token in it is asked for besides. A page of ours has
   * no referrer, for which older ones write {@code null}.
   */
  private void judgeSource(Request request) {
    boolean foreign =
        request.getHeaders().getFields(HttpHeader.ORIGIN).stream()
            .map(HttpField::getValue)
            .anyMatch(value -> !value.equals("null") && !value.equals(origin.toString()));
    boolean crossing =
        request.getHeaders().getFields("Sec-Fetch-Site").stream()
            .map(HttpField::getValue)
            .anyMatch(value -> !value.equals("same-origin"));
    if (foreign || crossing) {
      throw new Refusal(Refusal.FORBIDDEN);
    }
  }
}
