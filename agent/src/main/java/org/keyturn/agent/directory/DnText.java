package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.DN;

/** DNs taken apart and put together, as they are spelled. */
final class DnText {

  private DnText() {}

  static String below(String dn, String parent) {
    return new DN(Bases.dn(dn).getRDN(), Bases.dn(parent)).toString();
  }

  static String parentOf(String dn) {
    DN parent = Bases.dn(dn).getParent();
    return parent == null ? "" : parent.toString();
  }

  /**
   * The same name with every sharp sign as a pair of hexadecimal digits, for values of the syntax
   * Name And Optional UID (RFC 4517): ApacheDS takes one in the name for the start of the UID.
   */
  static String withoutSharps(String dn) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < dn.length(); i++) {
      char c = dn.charAt(i);
      boolean escaped = c == '\\' && i + 1 < dn.length();
      if (escaped && dn.charAt(i + 1) == '#') {
        text.append("\\23");
        i++;
      } else if (escaped) {
        text.append(c).append(dn.charAt(++i));
      } else if (c == '#' && i > 0 && dn.charAt(i - 1) != '=') { // there it is BER, in full
        text.append("\\23");
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  static boolean isBelow(String dn, String ancestor) {
    return Bases.dn(dn).isDescendantOf(Bases.dn(ancestor), false);
  }
}
