package org.keyturn.agent.directory;

/**
 * A change as others would send it: a record for {@code ldapmodify} (RFC 2849), or why there can be
 * none.
 *
 * @param text ends with a line feed; empty where there is none
 * @param objection for people; empty where there is none
 */
public record LdifChange(String text, String objection) {

  public static LdifChange of(String text) {
    return new LdifChange(text, "");
  }

  public static LdifChange none(String objection) {
    return new LdifChange("", objection);
  }
}
