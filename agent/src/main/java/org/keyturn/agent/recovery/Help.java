package org.keyturn.agent.recovery;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Lock;

/**
 * Whether an account may be helped by the portal, and by which channels. Pure.
 *
 * @param refused kebab-case, why not; empty: it may
 * @param shown channel → masked address
 * @param needed how many different channels are to be proved
 */
record Help(String refused, Map<ProofChannel, String> shown, int needed) {

  /**
   * @param untouchable whether nobody may write to it
   * @param admin whether it is a member of a privileged group
   * @param open the channels that messages can be sent by
   * @param country of telephone numbers that are written without one
   */
  static Help of(
      Account account,
      boolean untouchable,
      boolean admin,
      RecoverySettings.Admins admins,
      Iterable<ProofChannel> open,
      Optional<String> country) {
    Map<ProofChannel, String> shown = new TreeMap<>();
    for (ProofChannel channel : open) {
      channel
          .address(account)
          .filter(address -> channel.isReachable(address, country))
          .ifPresent(address -> shown.put(channel, channel.mask(address)));
    }
    int needed = admin ? 2 : 1;
    return new Help(refusal(account, untouchable, admin, admins, shown, needed), shown, needed);
  }

  boolean given() {
    return refused.isEmpty();
  }

  private static String refusal(
      Account account,
      boolean untouchable,
      boolean admin,
      RecoverySettings.Admins admins,
      Map<ProofChannel, String> shown,
      int needed) {
    if (untouchable) {
      return "protected";
    }
    if (!account.state().enabled()) {
      return "disabled";
    }
    if (account.state().lock() instanceof Lock.UntilUnlocked) {
      return "locked";
    }
    if (admin && admins == RecoverySettings.Admins.OFF) {
      return "admin";
    }
    if (shown.size() < needed) {
      return shown.isEmpty() ? "no-recovery-address" : "one-channel";
    }
    return "";
  }
}
