package org.keyturn.agent.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.web.api.Answered;
import org.keyturn.agent.web.api.Api;
import org.keyturn.agent.web.api.Asked;
import org.keyturn.agent.web.api.Method;

/** Between the wire and the {@link Api}. What a cookie says is not looked at. */
final class ApiSite {

  private final Api api;

  ApiSite(Api api) {
    this.api = api;
  }

  void register(RoutesConfig config) {
    for (HandlerType type :
        List.of(HandlerType.GET, HandlerType.HEAD, HandlerType.POST, HandlerType.DELETE)) {
      config.addHttpHandler(type, Api.BASE + "/*", context -> serve(type, context));
    }
  }

  private void serve(HandlerType type, Context context) throws IOException {
    String path = context.req().getRequestURI();
    Answered answered;
    try {
      String query = Optional.ofNullable(context.queryString()).orElse("");
      answered = api.answer(asked(type, context, path, query), ErrorPages::logged);
    } catch (Refusal refusal) {
      answered = api.refused(refusal.status(), path);
    }
    try {
      write(answered, context);
    } catch (RuntimeException e) {
      if (context.res().isCommitted()) {
        throw e;
      }
      context.res().resetBuffer();
      context.res().setCharacterEncoding(null); // which has come with the first type
      write(api.failed(e, ErrorPages::logged), context);
    }
  }

  private Asked asked(HandlerType type, Context context, String path, String query) {
    Map<String, String> values = QueryText.parse(query);
    return new Asked(
        type == HandlerType.HEAD ? Method.GET : Method.valueOf(type.name()),
        path.substring(Api.BASE.length()),
        values,
        query,
        Optional.ofNullable(context.header("Authorization")).orElse(""),
        Optional.ofNullable(context.header("Idempotency-Key")).orElse(""),
        body(context, api.largest(path)));
  }

  private static byte[] body(Context context, int largest) {
    try (InputStream in = context.req().getInputStream()) {
      byte[] body = in.readNBytes(largest + 1);
      if (body.length > largest) {
        throw new Refusal(Refusal.TOO_LARGE);
      }
      return body;
    } catch (IOException e) {
      throw new Refusal(Refusal.BAD_REQUEST); // It did not come whole: whoever sent it went away.
    }
  }

  private static void write(Answered answered, Context context) throws IOException {
    context.res().setStatus(answered.status());
    context.res().setContentType(answered.type());
    context.res().setHeader("Vary", "Authorization");
    answered.headers().forEach(context.res()::setHeader);
    answered.body().writeTo(context.res().getOutputStream());
  }

  /** What is answered to what never came so far. */
  static byte[] bytes(Answered answered) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      answered.body().writeTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory failed", e);
    }
    return out.toByteArray();
  }
}
