package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

/**
 * A DN in the form in which two spellings of one name are equal (RFC 4514; case and insignificant
 * spaces folded).
 *
 * @param text the normal form; not for display
 */
public record NormalDn(String text) {

  /**
   * @throws IllegalArgumentException where the text is not a DN
   */
  public static NormalDn of(String dn) {
    try {
      return new NormalDn(DN.normalize(dn));
    } catch (LDAPException e) {
      throw new IllegalArgumentException("not a DN: " + dn, e);
    }
  }

  public static boolean isDn(String text) {
    return DN.isValidDN(text);
  }
}
