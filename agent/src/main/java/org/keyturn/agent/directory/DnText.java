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

  static boolean isBelow(String dn, String ancestor) {
    return Bases.dn(dn).isDescendantOf(Bases.dn(ancestor), false);
  }
}
