package org.keyturn.agent.notify;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.journal.NewMessage;

/**
 * Makes the messages that the outbox stores. Their values hold {@code login}, {@code name}, {@code
 * directory} and {@code account} (the {@code AccountId}), and what the kind needs; text from the
 * directory is one neutral line in them.
 */
public final class Messages {

  static final String MUST_CHANGE = "mustChange";

  private static final byte[] NOTHING_SEALED = {};

  private Messages() {}

  /**
   * A temporary password by mail.
   *
   * @param sealed the password, sealed for this run and {@code account.id()}
   * @param mustChange whether the next sign-in asks for another
   */
  public static NewMessage passwordReset(
      String directory,
      String run,
      long seq,
      Account account,
      String recipient,
      byte[] sealed,
      boolean mustChange) {
    Map<String, String> values = values(directory, account);
    values.put("run", run);
    values.put(MUST_CHANGE, Boolean.toString(mustChange));
    return message(
        ofRun(run, seq, MessageKind.PASSWORD_RESET),
        MessageKind.PASSWORD_RESET,
        account,
        recipient,
        values,
        sealed.clone());
  }

  /** Tells that the next sign-in asks for a new password. */
  public static NewMessage mustChange(
      String directory, String run, long seq, Account account, String recipient) {
    Map<String, String> values = values(directory, account);
    values.put("run", run);
    return message(
        ofRun(run, seq, MessageKind.MUST_CHANGE),
        MessageKind.MUST_CHANGE,
        account,
        recipient,
        values,
        NOTHING_SEALED);
  }

  /** What a kind would say of an account: never owed to anybody, for a preview. */
  static NewMessage sample(
      MessageKind kind,
      String directory,
      Account account,
      String recipient,
      Instant expiresAt,
      ZoneId zone) {
    Map<String, String> values = values(directory, account);
    values.put(Reminder.EXPIRES_AT, expiresAt.toString());
    values.put(Reminder.ZONE, zone.getId());
    values.put(MUST_CHANGE, Boolean.toString(true));
    return message("preview", kind, account, recipient, values, NOTHING_SEALED);
  }

  private static String ofRun(String run, long seq, MessageKind kind) {
    return run + "/" + seq + "/" + kind.id();
  }

  private static NewMessage message(
      String dedupe,
      MessageKind kind,
      Account account,
      String recipient,
      Map<String, String> values,
      byte[] sealed) {
    String language = account.language().map(text -> Language.of(text).id()).orElse("");
    return new NewMessage(dedupe, kind.id(), recipient, language, values, sealed);
  }

  /**
   * The login stays as it is: the outbox is searched by it. It becomes neutral when it is shown.
   */
  static Map<String, String> values(String directory, Account account) {
    Map<String, String> values = new HashMap<>();
    values.put("directory", directory);
    values.put("account", account.id().value());
    values.put("login", account.login());
    values.put("name", NeutralText.name(account.displayName().orElse(""), account.login()));
    return values;
  }
}
