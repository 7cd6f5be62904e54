package org.keyturn.agent.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.journal.NewMessage;

/**
 * What is said of the end of one account's password at one point around it: once, to the person and
 * to others, whichever run asks.
 *
 * @param directory the config's name of it
 * @param account whose password ends
 * @param end when
 * @param point how long before the end this is due; after it where negative
 * @param zone the zone that its readers' clocks show
 * @param read when it is read at the earliest: words like "in 3 days" count from then
 * @param held whether it may not leave before that
 * @param testTo where it goes instead while reminders are tried out
 */
public record Reminder(
    String directory,
    Account account,
    Instant end,
    Duration point,
    ZoneId zone,
    Instant read,
    boolean held,
    Optional<String> testTo) {

  /** In a message's values: how long before the end it was due, in ISO 8601. */
  public static final String POINT = "point";

  /** In a message's values: the end that it is about. */
  public static final String EXPIRES_AT = "expiresAt";

  /** In a message's values: whom it would have gone to, masked, but for a test. */
  public static final String TEST_FOR = "testFor";

  static final String ZONE = "zone";
  static final String READ = "read";
  static final String READER = "reader";
  private static final byte[] NOTHING_SEALED = {};

  /** Somebody besides the person. */
  public record Other(String address, Optional<String> name, Optional<String> language) {}

  /** What is stored once. A test has a key of its own: it told nobody, and is no reason not to. */
  public static String key(AccountId account, Instant end, Duration point, boolean test) {
    return account + "/" + end + "/" + point + (test ? "/test" : "");
  }

  /**
   * The first one has the key; what goes along with it, the key and a number.
   *
   * @return none where there is nobody to tell
   */
  public List<NewMessage> messages(List<Other> others) {
    String key = key(account.id(), end, point, testTo.isPresent());
    List<NewMessage> all = new ArrayList<>();
    person().ifPresent(to -> all.add(message(key, kind(), to, account.language(), values())));
    for (Other other : others) {
      Map<String, String> values = values();
      values.put(READER, other.name().map(name -> NeutralText.name(name, "")).orElse(""));
      all.add(
          message(
              all.isEmpty() ? key : key + "/" + all.size(),
              MessageKind.EXPIRY_ESCALATION,
              other.address(),
              other.language(),
              values));
    }
    return all;
  }

  private MessageKind kind() {
    return hasEnded() ? MessageKind.EXPIRED : MessageKind.EXPIRY_REMINDER;
  }

  private boolean hasEnded() {
    return !end.isAfter(read);
  }

  private Optional<String> person() {
    return hasEnded() ? Recipients.whenSignInFails(account) : Recipients.whileSignInWorks(account);
  }

  private NewMessage message(
      String dedupe,
      MessageKind kind,
      String to,
      Optional<String> preferred,
      Map<String, String> values) {
    testTo.ifPresent(tester -> values.put(TEST_FOR, Recipients.mask(to)));
    return new NewMessage(
        dedupe,
        kind.id(),
        testTo.orElse(to),
        preferred.map(text -> Language.of(text).id()).orElse(""),
        values,
        NOTHING_SEALED,
        held ? Optional.of(read) : Optional.empty());
  }

  private Map<String, String> values() {
    Map<String, String> values = Messages.values(directory, account);
    values.put(EXPIRES_AT, end.toString());
    values.put(POINT, point.toString());
    values.put(ZONE, zone.getId());
    if (held) {
      values.put(READ, read.toString());
    }
    return values;
  }
}
