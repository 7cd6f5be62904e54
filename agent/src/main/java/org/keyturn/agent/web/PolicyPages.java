package org.keyturn.agent.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Policies;
import org.keyturn.agent.console.Policies.Effect;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.run.PolicyWrites;

/** {@code /admin/policies}: what they say, and what another age would do before it is set. */
final class PolicyPages {

  private static final String PATH = "/admin/policies";
  private static final int WRONG = 422;
  private static final int AWAY = 503;

  private final Policies policies;
  private final Reception reception;

  PolicyPages(Policies policies, Reception reception) {
    this.policies = policies;
    this.reception = reception;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            PATH, Sight.class, (exchange, sight) -> list(exchange, sight, new Entered(), 200)),
        Route.post(PATH + "/look", Command.class, this::look),
        Route.post(PATH + "/set", Command.class, this::set));
  }

  private Answer list(Exchange exchange, Sight sight, Entered entered, int status) {
    String here = Here.of(exchange);
    Words words = exchange.words();
    List<Map<String, Object>> rows;
    try {
      rows = policies.all(sight, here).stream().map(policy -> row(words, policy)).toList();
    } catch (DirectoryException e) {
      return entered
          .wrong("main", words.say("not-done-away"))
          .view(AWAY, "policies", Map.of("rows", List.of(), "directory", here));
    }
    return entered.view(
        status,
        "policies",
        Map.of("rows", rows, "directory", here, "sets", sight instanceof Command));
  }

  private static Map<String, Object> row(Words words, PasswordPolicy policy) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", Printable.line(policy.name()));
    row.put("dn", policy.dn());
    row.put("entry", Printable.line(policy.dn()));
    row.put("age", age(words, policy.maxAge()));
    row.put("ageDays", policy.maxAge().map(age -> Long.toString(age.toDays())).orElse(""));
    row.put("warn", warn(words, policy.warn()));
    row.put("warnDays", Long.toString(policy.warn().toDays()));
    row.put("must", words.say(policy.mustChange() ? "policies-honoured" : "policies-ignored"));
    row.put("length", words.say("policies-length", policy.minLength()));
    row.put("history", words.say("policies-history", policy.history()));
    return row;
  }

  private static String age(Words words, Optional<Duration> age) {
    return age.filter(a -> !a.isZero())
        .map(a -> words.say("policies-age", a.toDays()))
        .orElseGet(() -> words.say("policies-never"));
  }

  private static String warn(Words words, Duration warn) {
    return warn.isZero()
        ? words.say("policies-no-warning")
        : words.say("policies-warns", warn.toDays());
  }

  /** What is wanted, as the form says it; empty where it makes no sense. */
  private Optional<PolicySettings> wanted(Exchange exchange, Command admin, Entered entered) {
    Form form = exchange.form();
    Words words = exchange.words();
    Optional<PasswordPolicy> policy = policies.find(admin, Here.of(exchange), form.text("policy"));
    if (policy.isEmpty()) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    Optional<Duration> age = days(form.text("age"), true);
    Optional<Duration> warn = days(form.text("warn"), false);
    if (age.isEmpty() || warn.isEmpty()) {
      entered.wrong("main", words.say("wrong-policy-days"));
      return Optional.empty();
    } else if (!Policies.isSensible(age.get(), warn.get())) {
      entered.wrong("main", words.say("wrong-policy-warning"));
      return Optional.empty();
    }
    return Optional.of(new PolicySettings(policy.get().dn(), age, warn, Optional.empty()));
  }

  /**
   * @param never whether nothing means never, which is zero
   */
  private static Optional<Duration> days(String text, boolean never) {
    String days = text.strip();
    if (never && days.isEmpty()) {
      return Optional.of(Duration.ZERO);
    }
    return days.matches("[0-9]{1,4}") && !(never && days.matches("0+"))
        ? Optional.of(Duration.ofDays(Integer.parseInt(days)))
        : Optional.empty();
  }

  private Answer look(Exchange exchange, Command admin) {
    Entered entered = new Entered();
    try {
      Optional<PolicySettings> wanted = wanted(exchange, admin, entered);
      return wanted.isEmpty()
          ? list(exchange, admin, entered, WRONG)
          : effect(exchange, admin, wanted.get(), entered, 200);
    } catch (DirectoryException e) {
      return list(exchange, admin, entered, AWAY);
    }
  }

  private Answer effect(
      Exchange exchange, Command admin, PolicySettings wanted, Entered entered, int status) {
    Words words = exchange.words();
    Effect effect = policies.effect(admin, Here.of(exchange), wanted);
    Map<String, Object> values = new HashMap<>();
    values.put("policy", wanted.dn());
    values.put("entry", Printable.line(wanted.dn()));
    values.put("age", exchange.form().text("age").strip());
    values.put("warn", exchange.form().text("warn").strip());
    values.put(
        "says", List.of(age(words, wanted.maxAge()), warn(words, wanted.warn().orElseThrow())));
    values.put("people", words.say("policies-people", effect.people()));
    values.put("would", words.say("policies-would", effect.wouldBe(), effect.expired()));
    values.put("worse", effect.wouldBe() > effect.expired());
    values.put("proof", !reception.isFresh(exchange));
    values.put("do", words.say("policies-do", effect.people()));
    return entered.view(status, "policy-look", values);
  }

  private Answer set(Exchange exchange, Command admin) {
    Entered entered = new Entered();
    try {
      Optional<PolicySettings> wanted = wanted(exchange, admin, entered);
      if (wanted.isEmpty()) {
        return list(exchange, admin, entered, WRONG);
      }
      if (!isProven(exchange, entered)) {
        return effect(exchange, admin, wanted.get(), entered, WRONG);
      }
      WriteResult result = policies.set(admin, Here.of(exchange), wanted.get());
      if (result instanceof WriteResult.Applied || result instanceof WriteResult.AlreadySo) {
        return Answer.seeOther(PATH);
      }
      entered.wrong("main", PolicyWrites.whyNot(result));
      return list(exchange, admin, entered, WRONG);
    } catch (DirectoryException e) {
      return list(exchange, admin, entered, AWAY);
    }
  }

  /** It counts for everybody under it: the password is asked for again. */
  private boolean isProven(Exchange exchange, Entered entered) {
    if (reception.isFresh(exchange)) {
      return true;
    }
    Words words = exchange.words();
    try (Secret password = exchange.form().secret("password")) {
      if (password.length() > 0 && reception.prove(exchange, password)) {
        return true;
      }
      entered.wrong("password", words.say(password.length() == 0 ? "wrong-no-own" : "wrong-own"));
    } catch (People.TooOften e) {
      entered.wrong("password", words.say("wrong-too-often"));
    }
    return false;
  }
}
