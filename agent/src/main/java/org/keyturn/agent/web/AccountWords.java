package org.keyturn.agent.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.notify.MessageKind;
import org.keyturn.agent.notify.ReaderTime;
import org.keyturn.agent.notify.Recipients;

/** An account, told to its owner. */
final class AccountWords {

  /** Of what happened. */
  static final int MOST = 20;

  private static final Duration LATELY = Duration.ofDays(92);
  private static final Duration SOON = Duration.ofDays(14);

  private final Words words;
  private final Instant now;
  private final ReaderTime time;

  AccountWords(Words words, Instant now) {
    this.words = words;
    this.now = now;
    this.time = new ReaderTime(words.language(), ZoneId.systemDefault());
  }

  /** {@code expiry}, and the {@code tone} in which it is said. */
  Map<String, String> expiry(Expiry expiry) {
    if (expiry.isPast(now)) {
      return told("account-expired", "warn");
    } else if (expiry instanceof Expiry.Never) {
      return told("account-never", "ok");
    } else if (expiry instanceof Expiry.At at) {
      long days = ChronoUnit.DAYS.between(day(now), day(at.instant()));
      String when = days == 0 ? time.time(at.instant()) : time.date(at.instant(), now);
      boolean soon = at.instant().isBefore(now.plus(SOON));
      return Map.of(
          "expiry", words.say("account-expires", days, when), "tone", soon ? "warn" : "ok");
    }
    return told("account-expiry-unknown", "ok");
  }

  private Map<String, String> told(String key, String tone) {
    return Map.of("expiry", words.say(key), "tone", tone);
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(ZoneId.systemDefault()).toLocalDate();
  }

  /** Masked: whoever looks over the shoulder, or guessed the password, does not learn them. */
  List<Map<String, String>> addresses(Account account) {
    List<Map<String, String>> addresses = new ArrayList<>();
    account.mail().ifPresent(mail -> addresses.add(address("account-mail", Recipients.mask(mail))));
    account
        .recoveryMail()
        .ifPresent(mail -> addresses.add(address("account-recovery-mail", Recipients.mask(mail))));
    account
        .mobile()
        .ifPresent(
            number -> addresses.add(address("account-mobile", Recipients.maskPhone(number))));
    return addresses;
  }

  private Map<String, String> address(String label, String masked) {
    return Map.of("label", words.say(label), "address", masked);
  }

  private record Event(Instant at, String what) {}

  /** What the ledger knows, newest first. */
  Map<String, Object> events(
      List<Map.Entry<Run, Item>> done, List<Message> messages, String directory) {
    List<Event> events = new ArrayList<>();
    for (Map.Entry<Run, Item> one : done) {
      if (one.getValue().state() == Item.State.APPLIED) {
        one.getValue()
            .at()
            .ifPresent(at -> events.add(new Event(at, words.say(key(one.getKey().action())))));
      }
    }
    for (Message message : messages) {
      if (directory.equals(message.content().values().get("directory"))) {
        message.sentAt().ifPresent(at -> events.add(new Event(at, sent(message))));
      }
    }
    List<Map<String, String>> shown =
        events.stream()
            .filter(event -> event.at().isAfter(now.minus(LATELY)))
            .sorted(Comparator.comparing(Event::at).reversed())
            .limit(MOST)
            .map(this::shown)
            .toList();
    return Map.of("events", shown, "has-events", !shown.isEmpty());
  }

  private Map<String, String> shown(Event event) {
    return Map.of(
        "what",
        event.what(),
        "at",
        event.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        "when",
        words.say("account-when", time.date(event.at(), now), time.time(event.at())));
  }

  /** Which message, and where to: masked, as above. */
  private String sent(Message message) {
    return MessageKind.byId(message.content().kind())
        .map(kind -> words.say("sent-" + kind.id(), Recipients.shown(message.content())))
        .orElseGet(() -> words.say("event-mail"));
  }

  private static String key(Action action) {
    return switch (action) {
      case RESET -> "event-password";
      case FORCE_CHANGE -> "event-must-change";
      case EXPIRE -> "event-expire";
      case SPREAD, NEVER_EXPIRE, NEVER_EXPIRE_OFF, SYNC -> "event-expiry";
      case UNLOCK -> "event-unlock";
      case DISABLE -> "event-disable";
      case ENABLE -> "event-enable";
      case FORCE_CHANGE_OFF, REMIND, REMOVE, RESTORE, PURGE, UNDO -> "event-other";
    };
  }
}
