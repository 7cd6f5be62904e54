package org.keyturn.agent.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.report.Phrases;

/** Numbers, times and acts as people read them in a terminal. */
final class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneId.systemDefault());

  private Words() {}

  /** "1 account", "1,204 accounts". */
  static String count(long n, String one, String many) {
    return Phrases.count(n, one, many);
  }

  static String number(long n) {
    return Phrases.number(n);
  }

  /** In the reader's zone. */
  static String time(Instant at) {
    return TIME.format(at);
  }

  /** The day alone, in the reader's zone. */
  static String date(Instant at) {
    return DATE.format(at);
  }

  /** "in 3 days", "5 hours ago". */
  static String away(Instant at, Instant now) {
    Duration d = Duration.between(now, at);
    String amount = amount(d.abs());
    return d.isNegative() ? amount + " ago" : "in " + amount;
  }

  /** "76 d", "5 h": for columns. */
  static String brief(Duration d) {
    if (d.toDays() > 0) {
      return d.toDays() + " d";
    }
    return d.toHours() > 0 ? d.toHours() + " h" : d.toMinutes() + " min";
  }

  /** "in 14 d", "5 h ago", "now". */
  static String briefAway(Instant at, Instant now) {
    Duration d = Duration.between(now, at);
    if (d.abs().toMinutes() == 0) {
      return "now";
    }
    return d.isNegative() ? brief(d.abs()) + " ago" : "in " + brief(d);
  }

  static String amount(Duration d) {
    return Phrases.amount(d);
  }

  /** The act on so many people, as a question or heading: "Force change for 211 accounts". */
  static String act(Action action, long accounts) {
    String who = count(accounts, "account", "accounts");
    return switch (action) {
      case RESET -> "Reset the password of " + who;
      case FORCE_CHANGE -> "Force change for " + who;
      case FORCE_CHANGE_OFF -> "Let " + who + " keep the password";
      case EXPIRE -> "Expire the password of " + who;
      case SPREAD -> "Spread the expiry of " + who;
      case NEVER_EXPIRE -> "Never expire the password of " + who;
      case NEVER_EXPIRE_OFF -> "Let the password of " + who + " expire again";
      case UNLOCK -> "Unlock " + who;
      case DISABLE -> "Disable " + who;
      case ENABLE -> "Enable " + who;
      case REMIND -> "Remind " + who;
      case SYNC -> "Bring " + who + " to what is declared";
      case REMOVE -> "Remove " + who;
      case PURGE -> "Delete " + who + " for good";
      case RESTORE -> "Bring back " + who;
      case UNDO -> "Undo the change to " + who;
    };
  }
}
