package org.keyturn.agent.web;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.keyturn.agent.notify.Language;
import org.keyturn.agent.web.api.Answered;
import org.keyturn.agent.web.api.Api;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong, in the portal's own look, also for what never became a request. */
final class ErrorPages implements Request.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

  /** Those with a sentence of their own; the others are told as the first of their hundred. */
  private static final Set<Integer> TOLD = Set.of(400, 403, 404, 405, 413, 421, 429, 500, 503);

  private static final int A_DEFECT = 500;

  private final Views views;
  private final Headers headers;
  private final Routes routes;
  private final Cookies cookies;
  private final Optional<Api> api;

  ErrorPages(Views views, Headers headers, Routes routes, Cookies cookies, Optional<Api> api) {
    this.views = views;
    this.headers = headers;
    this.routes = routes;
    this.cookies = cookies;
    this.api = api;
  }

  /**
   * @param reference stands in the log too, for a defect
   */
  byte[] page(int status, Language language, Optional<String> reference) {
    int told = TOLD.contains(status) ? status : status >= A_DEFECT ? A_DEFECT : 400;
    Words words = views.words(language);
    Map<String, Object> values =
        reference.isPresent()
            ? Map.of(
                "title",
                words.say("error-" + told),
                "more",
                words.say("error-" + told + "-more"),
                "reference",
                words.say("error-reference", reference.get()))
            : Map.of(
                "title", words.say("error-" + told), "more", words.say("error-" + told + "-more"));
    return views.render("error", language, values);
  }

  /** A number to find the cause by. */
  static String logged(Throwable cause) {
    String reference = Long.toString(System.nanoTime() & 0xFFFFFFFFFFL, 36);
    LOG.error("a page failed, reference {}", reference, cause);
    return reference;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Optional<String> reference =
        status == A_DEFECT
            ? Optional.ofNullable((Throwable) request.getAttribute(ErrorHandler.ERROR_EXCEPTION))
                .map(ErrorPages::logged)
            : Optional.empty();
    headers.put((name, value) -> response.getHeaders().put(name, value));
    String path = String.valueOf(request.getHttpURI().getPath());
    if (api.isPresent() && Api.owns(path)) {
      problem(api.get(), path, response, callback);
      return true;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
    if (status == Refusal.METHOD_NOT_ALLOWED) {
      response.getHeaders().put(HttpHeader.ALLOW, routes.allowed(path));
    }
    byte[] page = page(status, language(request), reference);
    response.write(true, ByteBuffer.wrap(page), callback);
    return true;
  }

  private static void problem(Api api, String path, Response response, Callback callback) {
    Answered answered = api.refused(response.getStatus(), path);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answered.type());
    answered.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    if (response.getStatus() == Refusal.METHOD_NOT_ALLOWED) {
      response.getHeaders().put(HttpHeader.ALLOW, api.allowed(path));
    }
    response.write(true, ByteBuffer.wrap(ApiSite.bytes(answered)), callback);
  }

  private Language language(Request request) {
    String sent = Optional.ofNullable(request.getHeaders().get(HttpHeader.COOKIE)).orElse("");
    return Preference.of(
        Cookies.find(sent, cookies.language()).orElse(""),
        Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE)).orElse(""));
  }
}
