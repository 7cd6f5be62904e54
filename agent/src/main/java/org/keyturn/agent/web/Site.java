package org.keyturn.agent.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.notify.Language;

/**
 * Between the wire and the pages: finds out which browser asks in which language, checks that a
 * form is that browser's own and that the route is open to it, and writes what the page answers.
 * What fails becomes an error page here and nowhere else.
 */
final class Site {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String EVENTS = "text/event-stream";
  private static final int SEE_OTHER = 303;
  private static final int A_DEFECT = 500;

  private final Routes routes;
  private final Views views;
  private final ErrorPages errors;
  private final Sessions sessions;
  private final Tokens tokens = new Tokens();
  private final Cookies cookies;
  private final Optional<Reception> reception;

  Site(
      Routes routes,
      Views views,
      ErrorPages errors,
      Sessions sessions,
      Cookies cookies,
      Optional<Reception> reception) {
    this.routes = routes;
    this.views = views;
    this.errors = errors;
    this.sessions = sessions;
    this.cookies = cookies;
    this.reception = reception;
  }

  void register(RoutesConfig config) {
    for (Route route : routes.all()) {
      if (route.post()) {
        config.addHttpHandler(HandlerType.POST, route.path(), context -> serve(route, context));
      } else {
        config.addHttpHandler(HandlerType.GET, route.path(), context -> serve(route, context));
        config.addHttpHandler(HandlerType.HEAD, route.path(), context -> serve(route, context));
      }
    }
  }

  private void serve(Route route, Context context) {
    String sent = Optional.ofNullable(context.header("Cookie")).orElse("");
    Language language =
        Preference.of(
            Cookies.find(sent, cookies.language()).orElse(""),
            Optional.ofNullable(context.header("Accept-Language")).orElse(""));
    try (Form form = route.post() ? posted(route, context) : Form.parse(new byte[0])) {
      Optional<String> known = Cookies.find(sent, cookies.browser()).filter(Tokens::isSecret);
      if (route.post() && !isOwn(form, known)) {
        throw new Refusal(Refusal.FORBIDDEN);
      }
      String query = Optional.ofNullable(context.queryString()).orElse("");
      String secret = known.orElseGet(tokens::fresh);
      Exchange exchange =
          new Exchange(
              views.words(language), form, QueryText.parse(query), sessions, tokens, secret);
      Answer answer =
          isOpen(route, exchange)
              ? route.page().answer(exchange)
              : Answer.seeOther(
                  route.access().isOperators() ? SignInPages.PATH : AccountPages.SIGN_IN);
      write(context, route, exchange, known.isEmpty(), answer);
    } catch (Refusal refusal) {
      error(context, refusal.status(), language, Optional.empty());
    } catch (RuntimeException e) {
      error(context, A_DEFECT, language, Optional.of(ErrorPages.logged(e)));
    }
  }

  /** Whether a form was given to the browser that sends it. */
  private boolean isOwn(Form form, Optional<String> secret) {
    return secret.filter(s -> tokens.isForm(s, form.text("csrf"))).isPresent();
  }

  private boolean isOpen(Route route, Exchange exchange) {
    return switch (route.access()) {
      case ANYONE -> true;
      case SIGNED_IN -> exchange.remembered(Person.class).isPresent();
      case VIEWER, HELPDESK, ADMIN -> reception.filter(r -> r.admits(exchange)).isPresent();
    };
  }

  private static Form posted(Route route, Context context) {
    byte[] body = {};
    try (InputStream in = context.req().getInputStream()) {
      body = in.readNBytes(route.largest() + 1);
      if (body.length > route.largest()) {
        throw new Refusal(Refusal.TOO_LARGE);
      }
      return route.access().isOperators() ? Form.parseOfOperator(body) : Form.parse(body);
    } catch (IOException e) {
      throw new Refusal(Refusal.BAD_REQUEST); // It did not come whole: whoever sent it went away.
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private void write(
      Context context, Route route, Exchange exchange, boolean isNew, Answer answer) {
    if (answer instanceof Answer.Bytes bytes) {
      if (bytes.keep()) {
        context.header(Headers.CACHE, Headers.KEEP).removeHeader("Vary");
      }
      send(context, bytes.status(), bytes.type(), bytes.content());
      return;
    } else if (answer instanceof Answer.Download download) {
      context.header("Content-Disposition", "attachment; filename=\"" + download.file() + '"');
      context.contentType(download.type());
      context.result(download.content());
      return;
    }
    if (isNew || exchange.renewed()) {
      context.res().addHeader("Set-Cookie", cookies.setBrowser(exchange.secret()));
    }
    exchange
        .chosen()
        .ifPresent(l -> context.res().addHeader("Set-Cookie", cookies.setLanguage(l.id())));
    if (answer instanceof Answer.Written file) {
      context.contentType(file.type());
      context.header("Content-Disposition", "attachment; filename=\"" + file.file() + "\"");
      file.content().accept(context.outputStream());
    } else if (answer instanceof Answer.SeeOther there) {
      context.res().setStatus(SEE_OTHER);
      context.header("Location", there.path());
    } else if (answer instanceof Answer.Event event) {
      byte[] data = views.render(event.template(), exchange.words().language(), event.values());
      send(context, 200, EVENTS, Events.one(event.name(), data));
    } else if (answer instanceof Answer.View view) {
      byte[] page =
          views.render(view.template(), exchange.words().language(), values(route, exchange, view));
      send(context, view.status(), HTML, page);
    }
  }

  private Map<String, Object> values(Route route, Exchange exchange, Answer.View view) {
    Map<String, Object> values = new HashMap<>(view.values());
    values.put("csrf", tokens.form(exchange.secret()));
    reception.ifPresent(r -> values.putAll(r.frame(exchange, routes, route.path())));
    if (routes.shows(route.path())) {
      values.putIfAbsent("back", route.path());
    } else if (route.access().isOperators()) {
      values.putIfAbsent("back", SignInPages.HOME);
    }
    return values;
  }

  private void error(Context context, int status, Language language, Optional<String> reference) {
    send(context, status, HTML, errors.page(status, language, reference));
  }

  private static void send(Context context, int status, String type, byte[] content) {
    context.res().setStatus(status);
    context.contentType(type);
    context.result(new ByteArrayInputStream(content));
  }
}
