package org.keyturn.agent.recovery;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.keyturn.agent.password.Codes;

/**
 * What is shown to somebody who typed a name that nobody has, or that nobody helps: addresses that
 * could be theirs, and the same ones each time. They are drawn from a keyed hash, by what a name
 * and an address of one person share.
 */
final class Decoy {

  /** Where people have their private mail, the commonest first and more than once. */
  private static final String[] DOMAINS = {
    "gmail.com", "gmail.com", "gmail.com", "gmail.com", "hotmail.com", "hotmail.com", "outlook.com",
    "icloud.com", "icloud.com", "yahoo.com", "ziggo.nl", "kpnmail.nl", "live.nl", "home.nl",
    "proton.me", "me.com"
  };

  private final Codes codes;
  private final Iterable<ProofChannel> open;

  Decoy(Codes codes, Iterable<ProofChannel> open) {
    this.codes = codes;
    this.open = open;
  }

  /** The subject that its codes and tries are counted by. */
  String subject(String typed) {
    return "?" + codes.mark(folded(typed));
  }

  Map<ProofChannel, String> shown(String typed) {
    String name = folded(typed);
    String mark = codes.mark("shown " + name);
    Map<ProofChannel, String> shown = new TreeMap<>();
    for (ProofChannel channel : open) {
      if (channel == ProofChannel.RECOVERY_MAIL) {
        shown.put(channel, channel.mask(initial(name, mark) + "x@" + DOMAINS[nibble(mark, 0)]));
      } else if (nibble(mark, 1) < 12) {
        shown.put(channel, channel.mask("+3161234560" + nibble(mark, 2) % 10));
      }
    }
    return shown;
  }

  private static String initial(String name, String mark) {
    boolean letter = !name.isEmpty() && name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
    return letter ? name.substring(0, 1) : Character.toString((char) ('a' + nibble(mark, 3)));
  }

  private static int nibble(String mark, int at) {
    return Character.digit(mark.charAt(at), 16);
  }

  /** A login, and the address that is made of it, are one. */
  private static String folded(String typed) {
    String bounded = typed.length() > 256 ? typed.substring(0, 256) : typed;
    String folded =
        Normalizer.normalize(bounded.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    int at = folded.indexOf('@');
    return at > 0 ? folded.substring(0, at) : folded;
  }
}
