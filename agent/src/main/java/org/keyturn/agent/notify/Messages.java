package org.keyturn.agent.notify;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.NewMessage;

/**
 * Makes the messages that the outbox stores. Their values hold {@code login}, {@code name}, {@code
 * directory} and {@code account} (the {@code AccountId}), and what the kind needs; text from the
 * directory is one neutral line in them.
 */
public final class Messages {

  static final String MUST_CHANGE = "mustChange";
  static final String TICKET = "ticket";
  private static final String NUMBER = "number";

  /** The new address of a person, masked. */
  static final String ADDRESS = "address";

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

  /**
   * A code for whoever says that they are this person.
   *
   * @param recipient an address that the directory has, never one that was typed
   * @param ticket what the code is made from, with its number
   */
  public static NewMessage recoveryCode(
      String directory,
      Account account,
      Channel channel,
      String recipient,
      String ticket,
      int number) {
    Map<String, String> values = values(directory, account);
    values.put(TICKET, ticket);
    values.put(NUMBER, Integer.toString(number));
    return message(
        ticket + "/" + number, MessageKind.RECOVERY_CODE, account, channel, recipient, values);
  }

  /**
   * The code by which somebody proves that a new address is theirs.
   *
   * @param recipient the new address
   */
  public static NewMessage addressCode(
      String directory, Account account, Channel channel, String recipient, String ticket) {
    Map<String, String> values = values(directory, account);
    values.put(TICKET, ticket);
    values.put(NUMBER, "1");
    return message(ticket + "/1", MessageKind.ADDRESS_CODE, account, channel, recipient, values);
  }

  /** The code that an operator types beside their password. */
  public static NewMessage signInCode(
      String directory, Account account, Channel channel, String recipient, String ticket) {
    Map<String, String> values = values(directory, account);
    values.put(TICKET, ticket);
    values.put(NUMBER, "1");
    return message(ticket + "/1", MessageKind.SIGN_IN_CODE, account, channel, recipient, values);
  }

  /**
   * Tells an old address that another one took its place.
   *
   * @param recipient the old address
   * @param masked the new one, as far as it is told
   */
  public static NewMessage addressChanged(
      String directory,
      Account account,
      Channel channel,
      String recipient,
      String ticket,
      String masked) {
    Map<String, String> values = values(directory, account);
    values.put(ADDRESS, masked);
    return message(
        ticket + "/changed/" + recipient,
        MessageKind.ADDRESS_CHANGED,
        account,
        channel,
        recipient,
        values);
  }

  /**
   * Tells every address of somebody that they set their password.
   *
   * @param ways the channels that messages to people go by
   */
  public static List<NewMessage> passwordChanged(
      String directory, String run, long seq, Account account, Set<Channel> ways) {
    Map<String, String> values = values(directory, account);
    values.put("run", run);
    Map<String, Channel> recipients = new LinkedHashMap<>();
    if (ways.contains(Channel.MAIL)) {
      account.recoveryMail().ifPresent(to -> recipients.put(to, Channel.MAIL));
      account.mail().ifPresent(to -> recipients.put(to, Channel.MAIL));
    }
    if (ways.contains(Channel.SMS)) {
      account.mobile().ifPresent(to -> recipients.put(to, Channel.SMS));
    }
    List<NewMessage> messages = new ArrayList<>();
    recipients.forEach(
        (recipient, channel) ->
            messages.add(
                message(
                    ofRun(run, seq, MessageKind.PASSWORD_CHANGED) + "/" + recipient,
                    MessageKind.PASSWORD_CHANGED,
                    account,
                    channel,
                    recipient,
                    values)));
    return messages;
  }

  /**
   * Tells a manager that somebody was removed.
   *
   * @param account who was
   * @param reader the manager
   */
  public static NewMessage accountRemoved(
      String directory, String run, long seq, Account account, Account reader, String recipient) {
    Map<String, String> values = values(directory, account);
    values.put("run", run);
    values.put(
        Reminder.READER, reader.displayName().map(name -> NeutralText.name(name, "")).orElse(""));
    return message(
        ofRun(run, seq, MessageKind.ACCOUNT_REMOVED),
        MessageKind.ACCOUNT_REMOVED,
        reader,
        recipient,
        values,
        NOTHING_SEALED);
  }

  /**
   * The user name, to whoever has the address.
   *
   * @param dedupe it is not told twice under one key
   */
  public static NewMessage userName(
      String directory, Account account, String recipient, String dedupe) {
    return message(
        dedupe,
        MessageKind.USER_NAME,
        account,
        Channel.MAIL,
        recipient,
        values(directory, account));
  }

  /**
   * The way to a password of one's own, after a reset.
   *
   * @param ticket what its link names, and its only code is made from
   */
  public static NewMessage passwordClaim(
      String directory,
      String run,
      long seq,
      Account account,
      String recipient,
      String ticket,
      Instant until,
      ZoneId zone) {
    return claim(
        MessageKind.PASSWORD_CLAIM, directory, run, seq, account, recipient, ticket, until, zone);
  }

  /** The same, for whoever was brought back, and is told so. */
  public static NewMessage accountRestored(
      String directory,
      String run,
      long seq,
      Account account,
      String recipient,
      String ticket,
      Instant until,
      ZoneId zone) {
    return claim(
        MessageKind.ACCOUNT_RESTORED, directory, run, seq, account, recipient, ticket, until, zone);
  }

  private static NewMessage claim(
      MessageKind kind,
      String directory,
      String run,
      long seq,
      Account account,
      String recipient,
      String ticket,
      Instant until,
      ZoneId zone) {
    Map<String, String> values = values(directory, account);
    values.put(Reminder.EXPIRES_AT, until.toString());
    values.put(Reminder.ZONE, zone.getId());
    values.put("run", run);
    values.put(TICKET, ticket);
    values.put(NUMBER, "1");
    return message(ofRun(run, seq, kind), kind, account, Channel.MAIL, recipient, values);
  }

  /** The ticket that a message's code is made from. */
  public static String ticket(NewMessage message) {
    return message.values().getOrDefault(TICKET, "");
  }

  /** Which of the ticket's codes. */
  public static int number(NewMessage message) {
    return Integer.parseInt(message.values().getOrDefault(NUMBER, "0"));
  }

  private static NewMessage message(
      String dedupe,
      MessageKind kind,
      Account account,
      Channel channel,
      String recipient,
      Map<String, String> values) {
    return new NewMessage(
        dedupe, kind.id(), channel, recipient, language(account), values, NOTHING_SEALED);
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
    return new NewMessage(dedupe, kind.id(), recipient, language(account), values, sealed);
  }

  private static String language(Account account) {
    return account.language().map(text -> Language.of(text).id()).orElse("");
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
