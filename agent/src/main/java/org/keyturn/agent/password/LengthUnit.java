package org.keyturn.agent.password;

/** What a directory counts when it judges a password's length. */
public enum LengthUnit {
  /** UTF-8 bytes: OpenLDAP's {@code ppolicy}. */
  BYTES,
  /** Unicode code points. Also the safe choice where the server is not known: never fewer bytes. */
  CHARACTERS;

  /**
   * @param dialect as the config spells it
   */
  public static LengthUnit of(String dialect) {
    return dialect.equals("openldap") ? BYTES : CHARACTERS;
  }
}
