package org.keyturn.agent.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.report.Explanation;

/** All there is to say about one account, told to operators. */
final class PersonWords {

  private final Words words;
  private final UserWords accounts;
  private final ActWords act;

  PersonWords(Words words, Instant now) {
    this.words = words;
    this.accounts = new UserWords(words, now);
    this.act = new ActWords(words, now);
  }

  UserWords accounts() {
    return accounts;
  }

  Map<String, Object> of(Explanation known) {
    Account account = known.account();
    Map<String, Object> values = new HashMap<>();
    values.put("title", Printable.line(account.displayName().orElse(account.login())));
    values.put("login", Printable.line(account.login()));
    values.put("mail", account.mail().map(Printable::line).orElse(""));
    values.put("dn", Printable.line(account.dn()));
    boolean reachable = account.recoveryMail().isPresent() || account.mobile().isPresent();
    values.put("states", accounts.tags(account.state(), reachable));
    values.put("signIn", signIn(account, known.signIn().kind()));
    values.put("tone", known.signIn().possible() ? tone(known.signIn().kind()) : "danger");
    values.put("facts", facts(account));
    UserWords.list(values, "left", known.removal().map(this::left).orElse(List.of()));
    UserWords.list(values, "next", next(known.next()));
    UserWords.list(values, "done", done(known.done()));
    UserWords.list(values, "mailed", mailed(known.mailed()));
    values.put("untouchable", known.untouchable().isPresent());
    return values;
  }

  private static String tone(Explanation.SignIn.Kind kind) {
    return kind == Explanation.SignIn.Kind.YES ? "ok" : "warn";
  }

  private String signIn(Account account, Explanation.SignIn.Kind kind) {
    return switch (kind) {
      case YES -> words.say("person-yes");
      case MUST_CHANGE -> words.say("person-must-change");
      case GRACE ->
          words.say(
              "person-grace",
              account.policy().resolved().map(PasswordPolicy::graceLogins).orElse(0));
      case EXPIRED -> words.say("person-expired");
      case DISABLED -> words.say("person-disabled");
      case LOCKED ->
          account
              .state()
              .lock()
              .until()
              .map(at -> words.say("person-locked-until", accounts.moments().full(at)))
              .orElseGet(() -> words.say("person-locked"));
    };
  }

  /** {@code label}, and a moment. */
  private List<Map<String, Object>> facts(Account account) {
    List<Map<String, Object>> facts = new ArrayList<>();
    String unknown = words.say("user-unknown");
    facts.add(fact("person-expires", accounts.expires(account.state().expiry())));
    facts.add(fact("person-policy", UserTimes.text(policy(account.policy()))));
    facts.add(fact("person-set", accounts.moments().away(account.state().changedAt(), unknown)));
    facts.add(
        fact("user-sign-in", accounts.moments().away(account.state().lastSignInAt(), unknown)));
    facts.add(
        fact(
            "person-recovery",
            UserTimes.text(
                account.recoveryMail().map(Recipients::mask).orElse(words.say("person-none")))));
    facts.add(
        fact(
            "person-mobile",
            UserTimes.text(
                account.mobile().map(Recipients::maskPhone).orElse(words.say("person-none")))));
    return facts;
  }

  private Map<String, Object> fact(String label, Map<String, String> moment) {
    Map<String, Object> fact = new HashMap<>(moment);
    fact.put("label", words.say(label));
    return fact;
  }

  private String policy(PolicyInForce policy) {
    if (policy instanceof PolicyInForce.Unresolved unresolved) {
      return words.say("person-policy-unknown", Printable.line(unresolved.detail()));
    }
    PolicyInForce.Resolved known = (PolicyInForce.Resolved) policy;
    String name = Printable.line(known.policy().name());
    return known
        .policy()
        .maxAge()
        .map(age -> words.say("person-policy-age", name, age.toDays(), known.source()))
        .orElseGet(() -> words.say("person-policy-ageless", name, known.source()));
  }

  private List<Map<String, Object>> left(Removal removal) {
    List<Map<String, Object>> left = new ArrayList<>();
    left.add(fact("person-left", accounts.moments().away(removal.at())));
    left.add(fact("person-was", UserTimes.text(Printable.line(removal.dn()))));
    left.add(
        fact("person-kept", accounts.moments().away(removal.purgeAt(), words.say("user-kept"))));
    return left;
  }

  private List<Map<String, Object>> next(List<Explanation.Next> all) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Explanation.Next next : all) {
      Map<String, Object> one =
          new HashMap<>(accounts.moments().away(next.at(), words.say("person-not-now")));
      one.put("job", next.job());
      one.put("act", Action.byId(next.action()).map(accounts::act).orElse(next.action()));
      shown.add(one);
    }
    return shown;
  }

  /** What runs did, each with the way to it. */
  List<Map<String, Object>> done(List<Map.Entry<Run, Item>> all) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Map.Entry<Run, Item> done : all) {
      Run run = done.getKey();
      Item item = done.getValue();
      Map<String, Object> one =
          new HashMap<>(accounts.moments().away(item.at().orElse(run.startedAt())));
      one.put("act", accounts.act(run.action()));
      one.put("outcome", words.say("outcome-" + outcome(item.state())));
      one.put("tone", tone(item.state()));
      one.put("reason", Printable.line(act.why(item.reason())));
      one.put("actor", words.say("person-by", Printable.line(run.actor())));
      one.put("run", run.id());
      one.put("job", run.job().orElse(""));
      shown.add(one);
    }
    return shown;
  }

  private static String outcome(Item.State state) {
    return switch (state) {
      case PLANNED -> "planned";
      case INTENT, UNKNOWN -> "unknown";
      case APPLIED -> "applied";
      case ALREADY_SO -> "already-so";
      case SKIPPED -> "skipped";
      case FAILED -> "failed";
      case PARKED -> "parked";
    };
  }

  private static String tone(Item.State state) {
    return switch (state) {
      case APPLIED, ALREADY_SO -> "ok";
      case FAILED, PARKED -> "danger";
      case PLANNED, INTENT, UNKNOWN, SKIPPED -> "quiet";
    };
  }

  private List<Map<String, Object>> mailed(List<Message> all) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Message message : all) {
      Map<String, Object> one =
          new HashMap<>(accounts.moments().away(message.sentAt().orElse(message.createdAt())));
      one.put("kind", message.content().kind());
      one.put("to", Printable.line(Recipients.shown(message.content())));
      one.put("state", words.say("message-" + message.state().name().toLowerCase(Locale.ROOT)));
      one.put("tone", message.state() == Message.State.PARKED ? "danger" : "quiet");
      one.put("error", Printable.line(message.error()));
      shown.add(one);
    }
    return shown;
  }
}
