package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Role;
import org.keyturn.agent.console.TokenDesk;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.journal.AccessToken;
import org.keyturn.agent.plan.Printable;

/** The tokens of programs: which there are, a new one, shown once, and the end of one. */
public final class TokenPages extends Pages {

  static final String PATH = "/admin/tokens";

  private static final int WRONG = 422;
  private static final int LONGEST_DAYS = 3_650;
  private static final String USUAL_DAYS = "90";
  private static final Duration ALMOST_A_DAY = Duration.ofDays(1).minusNanos(1);

  private final TokenDesk tokens;
  private final Clock clock;

  public TokenPages(TokenDesk tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  List<Route> routes() {
    return List.of(
        Route.get(PATH, Command.class, (exchange, admin) -> list(exchange, admin, new Entered())),
        Route.post(PATH, Command.class, this::create),
        Route.post(PATH + "/revoke", Command.class, this::revoke));
  }

  private Answer list(Exchange exchange, Command admin, Entered entered) {
    Instant now = clock.instant();
    Words words = exchange.words();
    Form form = exchange.form();
    Map<String, Object> values = new HashMap<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    tokens.list(admin).forEach(token -> rows.add(row(words, token, now)));
    values.put("rows", rows);
    values.put("some", !rows.isEmpty());
    values.put("name", form.text("name"));
    values.put("base", form.text("base"));
    values.put("group", form.text("group"));
    values.put("days", form.names().contains("days") ? form.text("days") : USUAL_DAYS);
    List<Map<String, Object>> roles = new ArrayList<>();
    for (Role role : Role.values()) {
      roles.add(
          Map.of(
              "id",
              role.id(),
              "text",
              words.say("role-" + role.id()),
              "selected",
              form.text("role").equals(role.id())));
    }
    values.put("roles", roles);
    return entered.view(entered.isFine() ? 200 : WRONG, "admin-tokens", values);
  }

  private static Map<String, Object> row(Words words, AccessToken token, Instant now) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", token.name());
    row.put("role", words.say("role-" + token.role()));
    row.put("within", within(token));
    row.put("owner", Printable.line(token.owner().login()));
    row.put("live", token.isLive(now));
    // Begun days count: who asked for 90 reads 90.
    long days = ChronoUnit.DAYS.between(now, token.expiresAt().plus(ALMOST_A_DAY));
    row.put(
        "state",
        token.revokedAt().isPresent()
            ? words.say("tokens-revoked")
            : token.isLive(now) ? words.say("tokens-ends", days) : words.say("tokens-over"));
    row.put("ends", second(token.expiresAt()));
    row.put("seen", token.usedAt().isPresent());
    row.put("used", token.usedAt().map(TokenPages::second).orElse(""));
    row.put(
        "lastUsed",
        token
            .usedAt()
            .map(at -> words.say("tokens-used", ChronoUnit.DAYS.between(at, now)))
            .orElseGet(() -> words.say("tokens-never")));
    return row;
  }

  private static String second(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String within(AccessToken token) {
    List<String> bounds = new ArrayList<>();
    token.base().ifPresent(bounds::add);
    token.group().ifPresent(bounds::add);
    return Printable.line(String.join(" · ", bounds));
  }

  private Answer create(Exchange exchange, Command admin) {
    Entered entered = new Entered();
    Optional<TokenDesk.Wish> wish = wish(exchange, entered);
    if (wish.isEmpty()) {
      return list(exchange, admin, entered);
    }
    Optional<Secret> made = tokens.create(admin, wish.get());
    if (made.isEmpty()) {
      entered.wrong("name", exchange.words().say("wrong-token-taken"));
      return list(exchange, admin, entered);
    }
    try (Secret token = made.get()) {
      // Not after a redirect: it would have to be kept until then.
      return Answer.view(
          "admin-token-made",
          Map.of("name", wish.get().name(), "token", token.withChars(String::new)));
    }
  }

  private static Optional<TokenDesk.Wish> wish(Exchange exchange, Entered entered) {
    Form form = exchange.form();
    Words words = exchange.words();
    String name = form.text("name").strip();
    if (!TokenDesk.NAME.matcher(name).matches()) {
      entered.wrong("name", words.say("wrong-token-name"));
    }
    Optional<Role> role = Role.byId(form.text("role"));
    if (role.isEmpty()) {
      entered.wrong("role", words.say("wrong-token-role"));
    }
    Optional<String> base = dn(form, "base", words, entered);
    Optional<String> group = dn(form, "group", words, entered);
    if (role.filter(r -> r != Role.HELPDESK).isPresent()
        && (base.isPresent() || group.isPresent())) {
      entered.wrong(base.isPresent() ? "base" : "group", words.say("wrong-token-bounds"));
    }
    String days = form.text("days").strip();
    if (!days.matches("[1-9][0-9]{0,3}") || Integer.parseInt(days) > LONGEST_DAYS) {
      entered.wrong("days", words.say("wrong-token-days", LONGEST_DAYS));
    }
    return entered.isFine()
        ? Optional.of(
            new TokenDesk.Wish(
                name, role.orElseThrow(), base, group, Duration.ofDays(Integer.parseInt(days))))
        : Optional.empty();
  }

  private static Optional<String> dn(Form form, String field, Words words, Entered entered) {
    String text = form.text(field).strip();
    if (!text.isEmpty() && !(NormalDn.isDn(text) && text.contains("="))) {
      entered.wrong(field, words.say("wrong-token-dn"));
    }
    return Optional.of(text).filter(dn -> !dn.isEmpty());
  }

  private Answer revoke(Exchange exchange, Command admin) {
    tokens.revoke(admin, exchange.form().text("name"));
    return Answer.seeOther(PATH);
  }
}
