package org.keyturn.agent.recovery;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Reach;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.notify.PhoneNumbers;
import org.keyturn.agent.notify.Recipients;

/**
 * What somebody can prove that they have: an address that does not hang on the password, and that a
 * code can go to.
 */
public enum ProofChannel {
  RECOVERY_MAIL("mail") {
    @Override
    Optional<String> address(Account account) {
      return account.recoveryMail().filter(ProofChannel::isAddress);
    }

    @Override
    Reach reach() {
      return Reach.RECOVERY_MAIL;
    }

    @Override
    String mask(String address) {
      return Recipients.mask(address);
    }

    @Override
    Channel way() {
      return Channel.MAIL;
    }
  },
  MOBILE("mobile") {
    @Override
    Optional<String> address(Account account) {
      return account.mobile().filter(number -> !number.isBlank());
    }

    @Override
    Reach reach() {
      return Reach.MOBILE;
    }

    @Override
    String mask(String address) {
      return Recipients.maskPhone(address);
    }

    @Override
    Channel way() {
      return Channel.SMS;
    }
  };

  private final String id;

  ProofChannel(String id) {
    this.id = id;
  }

  /** The spelling of ledger and form. */
  public String id() {
    return id;
  }

  /** The one that the directory has. */
  abstract Optional<String> address(Account account);

  /**
   * Whether a message can go there: a number that no gateway dials is no help to anybody.
   *
   * @param country ISO 3166-1, of numbers without one
   */
  boolean isReachable(String address, Optional<String> country) {
    return this != MOBILE || PhoneNumbers.e164(address, country).isPresent();
  }

  abstract Reach reach();

  abstract String mask(String address);

  /** Which way its messages go. */
  abstract Channel way();

  /** Those whose messages can go out, by these ways. */
  public static Set<ProofChannel> by(Set<Channel> ways) {
    return Stream.of(values())
        .filter(channel -> ways.contains(channel.way()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Those of them for which a directory's config names an attribute. */
  public static Set<ProofChannel> by(Set<Channel> ways, DirectorySettings.Accounts accounts) {
    return by(ways).stream()
        .filter(
            channel ->
                channel == RECOVERY_MAIL
                    ? accounts.recoveryMail().isPresent()
                    : accounts.mobile().isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isAddress(String text) {
    return Recipients.parse(text) instanceof Recipients.One;
  }

  /** As the ledger keeps them. */
  static Map<String, String> byId(Map<ProofChannel, String> byChannel) {
    Map<String, String> byId = new TreeMap<>();
    byChannel.forEach((channel, value) -> byId.put(channel.id, value));
    return byId;
  }

  public static Optional<ProofChannel> byId(String id) {
    return Stream.of(values()).filter(channel -> channel.id.equals(id)).findFirst();
  }
}
