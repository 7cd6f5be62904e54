package org.keyturn.agent.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.keyturn.agent.web.api.Api;

/**
 * The {@link Gate} for the API: a path of its operations, a method that is there, and a body of
 * JSON where one may be sent.
 */
final class ApiGate {

  private static final int LONGEST_QUERY = 2_048;
  private static final String JSON = "application/json";
  private static final List<String> JSON_TYPES = List.of(JSON, JSON + ";charset=utf-8");

  private final Api api;

  ApiGate(Api api) {
    this.api = api;
  }

  /**
   * @throws Refusal for what does not get through
   */
  void judge(Request request, String path) {
    String allowed = api.allowed(path);
    if (allowed.isEmpty()) {
      throw new Refusal(Refusal.NOT_FOUND);
    }
    if (!List.of(allowed.split(", ")).contains(request.getMethod())) {
      throw new Refusal(Refusal.METHOD_NOT_ALLOWED);
    }
    String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    if (query.length() > LONGEST_QUERY) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    judgeBody(request, api.largest(path));
  }

  private void judgeBody(Request request, int largest) {
    long length = request.getLength();
    boolean sends = length > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    if (!sends) {
      return;
    }
    if (!request.getMethod().equals("POST")) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    if (length > largest) {
      throw new Refusal(Refusal.TOO_LARGE);
    }
    // What is read before anybody is known stays small: there may be a thousand of them.
    boolean isSmall = length >= 0 && length <= Api.LARGEST;
    if (!isSmall && !api.knows(authorization(request))) {
      throw new Refusal(Refusal.NOT_SIGNED_IN);
    }
    String type = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).orElse("");
    if (!JSON_TYPES.contains(type.replace(" ", "").toLowerCase(Locale.ROOT))
        || request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
      throw new Refusal(Refusal.UNSUPPORTED_TYPE);
    }
  }

  private static String authorization(Request request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)).orElse("");
  }
}
