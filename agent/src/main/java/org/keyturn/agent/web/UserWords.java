package org.keyturn.agent.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Operator;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.RosterEntry;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.policy.AccountState;

/** Accounts, told to operators. */
final class UserWords {

  private static final List<Action> OF_HELPDESK =
      List.of(Action.RESET, Action.FORCE_CHANGE, Action.UNLOCK);

  private static final List<Action> OF_ADMINS =
      List.of(
          Action.RESET,
          Action.FORCE_CHANGE,
          Action.UNLOCK,
          Action.EXPIRE,
          Action.NEVER_EXPIRE,
          Action.DISABLE,
          Action.ENABLE,
          Action.REMOVE);

  private static final Set<Action> KEEPS_OUT = Set.of(Action.DISABLE, Action.REMOVE, Action.PURGE);

  private final Words words;
  private final UserTimes moments;
  private final Instant now;

  UserWords(Words words, Instant now) {
    this.words = words;
    this.moments = new UserTimes(words, now);
    this.now = now;
  }

  UserTimes moments() {
    return moments;
  }

  /** What this role does to people; none where it only looks. */
  static List<Action> acts(Sight sight) {
    if (sight instanceof Command) {
      return OF_ADMINS;
    }
    return sight instanceof Care ? OF_HELPDESK : List.of();
  }

  /** {@code id}, {@code text}, and {@code danger} where it keeps people out. */
  List<Map<String, Object>> buttons(List<Action> actions) {
    return actions.stream()
        .map(
            action ->
                Map.<String, Object>of(
                    "id", action.id(), "text", act(action), "danger", KEEPS_OUT.contains(action)))
        .toList();
  }

  String act(Action action) {
    return words.say("user-act-" + action.id());
  }

  String state(AccountState state) {
    return words.say("user-state-" + state.id());
  }

  /** A row of the list. */
  Map<String, Object> row(String directory, int number, RosterEntry entry, Operator operator) {
    Map<String, Object> row = new HashMap<>();
    PasswordState state = entry.state();
    row.put("number", number);
    row.put("id", entry.id().value());
    row.put("name", Printable.line(entry.name()));
    row.put("login", Printable.line(entry.login()));
    row.put("path", path(directory, entry.id()));
    row.put("states", tags(state, entry.reachable()));
    row.put("password", state.changedAt().map(moments::age).orElseGet(this::dash));
    row.put("expires", expires(state.expiry()));
    row.put("signIn", moments.away(state.lastSignInAt(), words.say("user-unknown")));
    boolean self = operator.directory().equals(directory) && operator.id().equals(entry.id());
    row.put("self", self);
    row.put("gone", false);
    return row;
  }

  private Map<String, String> dash() {
    return UserTimes.text(words.say("user-unknown"));
  }

  Map<String, String> expires(Expiry expiry) {
    return moments.away(
        expiry.end(), words.say(expiry instanceof Expiry.Never ? "user-never" : "user-unknown"));
  }

  /** {@code text} and {@code tone}. */
  List<Map<String, String>> tags(PasswordState state, boolean reachable) {
    List<Map<String, String>> tags = new ArrayList<>();
    for (AccountState one : AccountState.of(state, reachable, AccountState.SOON, now)) {
      tags.add(Map.of("text", state(one), "tone", tone(one)));
    }
    return tags;
  }

  private static String tone(AccountState state) {
    return switch (state) {
      case OK -> "ok";
      case EXPIRED, LOCKED -> "danger";
      case EXPIRING, MUST_CHANGE -> "warn";
      case DISABLED, NEVER_EXPIRES, NO_RECOVERY, INACTIVE -> "quiet";
    };
  }

  static String path(String directory, AccountId id) {
    return "/admin/user?directory=" + encoded(directory) + "&id=" + encoded(id.value());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A list and, for what stands around it, {@code hasList}: whether it has anything. */
  static void list(Map<String, Object> values, String name, List<?> list) {
    values.put(name, list);
    values.put(
        "has" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), !list.isEmpty());
  }

  /** Why somebody cannot be acted upon, as {@code Untouchables} tells it. */
  String objection(Optional<String> why) {
    return switch (why.orElse("")) {
      case "self" -> words.say("user-not-self");
      case "protected" -> words.say("user-not-protected");
      case "privileged" -> words.say("user-not-privileged");
      default -> words.say("user-not-in-reach");
    };
  }
}
