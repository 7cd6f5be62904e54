package org.keyturn.agent.web;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.ShownCertificates;
import org.keyturn.agent.web.FirstRun.Choices;
import org.keyturn.agent.web.FirstRun.Reply;

/**
 * {@code /init}: the first config, step by step, for whoever has the token that the terminal
 * printed and for nobody else. The token is spent by a form and not by looking, so that nothing
 * that only opens addresses can spend it.
 */
public final class FirstRunPages extends Pages {

  private static final String START = "/init";
  private static final String SERVER = "/init/server";
  private static final String CERTIFICATE = "/init/certificate";
  private static final String REVIEW = "/init/review";
  private static final String CONFIG = "/init/config";
  private static final String DONE = "/init/done";
  private static final int WRONG = 422;

  private final FirstRun run;
  private final FirstVisit visit;

  public FirstRunPages(FirstRun run, Clock clock) {
    this.run = run;
    this.visit = new FirstVisit(clock);
  }

  /** A browser that showed the token. */
  private record Admitted() {}

  /** What the terminal prints behind the address; it holds the token. */
  public String path() {
    return START + "?token=" + visit.token();
  }

  /** Waits until the config was written and the last page shown, or nobody is there any more. */
  public boolean awaitEnd() throws InterruptedException {
    return visit.awaitEnd();
  }

  @Override
  List<Route> routes() {
    return List.of(
        Route.get("/", Access.ANYONE, exchange -> Answer.seeOther(START)),
        Route.get(START, Access.ANYONE, this::start).withQuery("token"),
        Route.post(START, Access.ANYONE, this::admit),
        Route.get(
            SERVER, Access.ANYONE, admitted(e -> server(run.url(), run.bindDn(), none(), 200))),
        Route.post(SERVER, Access.ANYONE, admitted(this::connect)),
        Route.get(CERTIFICATE, Access.ANYONE, admitted(this::certificate)),
        Route.post(CERTIFICATE, Access.ANYONE, admitted(e -> replied(run.trust()))),
        Route.get(REVIEW, Access.ANYONE, admitted(this::review)),
        Route.post(REVIEW, Access.ANYONE, admitted(this::choose)),
        Route.get(CONFIG, Access.ANYONE, admitted(e -> config(none(), 200))),
        Route.post(CONFIG, Access.ANYONE, admitted(e -> write())),
        Route.get(DONE, Access.ANYONE, admitted(e -> done())));
  }

  /** Nobody else learns even how far things are. */
  private Page admitted(Page page) {
    return exchange -> {
      if (exchange.remembered(Admitted.class).isEmpty()) {
        return closed();
      }
      visit.touch();
      return page.answer(exchange);
    };
  }

  private static Entered none() {
    return new Entered();
  }

  private static Answer closed() {
    return new Answer.View(Refusal.FORBIDDEN, "init-closed", Map.of());
  }

  private Answer start(Exchange exchange) {
    if (exchange.remembered(Admitted.class).isPresent()) {
      return Answer.seeOther(step());
    }
    Optional<String> token = exchange.query("token");
    return token.isEmpty()
        ? closed()
        : Answer.view(
            "init",
            Map.of(
                "token", token.get(),
                "back", START + "?token=" + token.get(),
                "will", exchange.words().say("init-will", run.file())));
  }

  private Answer admit(Exchange exchange) {
    if (!visit.admit(exchange.form().text("token"))) {
      return closed();
    }
    exchange.renew();
    exchange.remember(new Admitted());
    return Answer.seeOther(SERVER);
  }

  /** Where somebody goes on who comes back. */
  private String step() {
    if (run.next().isPresent()) {
      return DONE;
    }
    return run.found().isPresent() ? REVIEW : SERVER;
  }

  private Answer server(String url, String bindDn, Entered entered, int status) {
    return entered.view(status, "init-server", Map.of("url", url, "bind-dn", bindDn, "step", "1"));
  }

  private Answer connect(Exchange exchange) {
    Words words = exchange.words();
    String url = exchange.form().text("url").strip();
    String bindDn = exchange.form().text("bind-dn").strip();
    Entered entered = none();
    try (Secret password = exchange.form().secret("password")) {
      if (url.isEmpty()) {
        entered.wrong("url", words.say("init-no-url"));
      }
      if (bindDn.isEmpty()) {
        entered.wrong("bind-dn", words.say("init-no-bind-dn"));
      }
      if (password.length() == 0) {
        entered.wrong("password", words.say("init-no-password"));
      }
      return entered.isFine()
          ? replied(run.connect(url, bindDn, password))
          : server(url, bindDn, entered, WRONG);
    }
  }

  private Answer replied(Reply reply) {
    if (reply instanceof FirstRun.Wrong wrong) {
      Entered entered = none().wrong(wrong.field(), wrong.sentence());
      return server(run.url(), run.bindDn(), entered, WRONG);
    }
    return Answer.seeOther(reply instanceof FirstRun.Stranger ? CERTIFICATE : REVIEW);
  }

  private Answer certificate(Exchange exchange) {
    Optional<ShownCertificates> awaited = run.awaited();
    if (awaited.isEmpty()) {
      return Answer.seeOther(step());
    }
    ShownCertificates shown = awaited.get();
    Words words = exchange.words();
    Map<String, Object> values = new HashMap<>();
    values.put("what", words.say("init-certificate-what", run.url()));
    values.put("kind", words.say(shown.isAuthority() ? "init-authority" : "init-own-certificate"));
    values.put("subject", shown.subject());
    values.put("from", shown.from().toString());
    values.put("until", shown.until().toString());
    values.put("fingerprint", shown.fingerprint(8));
    return Answer.view("init-certificate", values);
  }

  private Answer review(Exchange exchange) {
    return run.choices()
        .map(choices -> review(exchange, choices, none(), 200))
        .orElseGet(() -> Answer.seeOther(step()));
  }

  private Answer review(Exchange exchange, Choices choices, Entered entered, int status) {
    return run.found()
        .map(survey -> FirstReview.view(exchange, survey, choices, entered, status))
        .orElseGet(() -> Answer.seeOther(step()));
  }

  private Answer choose(Exchange exchange) {
    if (run.found().isEmpty()) {
      return Answer.seeOther(step());
    }
    Choices typed = FirstReview.read(exchange.form(), run.found().get());
    Entered entered = none();
    run.choose(typed).forEach(entered::wrong);
    return entered.isFine() ? Answer.seeOther(CONFIG) : review(exchange, typed, entered, WRONG);
  }

  private Answer config(Entered entered, int status) {
    return run.text()
        .map(text -> entered.view(status, "init-config", Map.of("text", text, "file", run.file())))
        .orElseGet(() -> Answer.seeOther(step()));
  }

  private Answer write() {
    if (run.next().isPresent() || run.text().isEmpty()) {
      return Answer.seeOther(step());
    }
    return run.write()
        .map(why -> config(none().wrong("file", why), WRONG))
        .orElseGet(() -> Answer.seeOther(DONE));
  }

  private Answer done() {
    return run.next()
        .map(
            next -> {
              visit.finish();
              return Answer.view("init-done", Map.of("file", run.file(), "next", next));
            })
        .orElseGet(() -> Answer.seeOther(step()));
  }
}
