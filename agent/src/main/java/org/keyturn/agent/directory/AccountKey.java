package org.keyturn.agent.directory;

/**
 * What a person typed to name an account. Compared as a value, never parsed as a filter.
 *
 * @param kind which attribute it is compared with
 * @param value untrusted
 */
public record AccountKey(Kind kind, String value) {

  /** The columns that a CSV may have, and what a command line leaves open. */
  public enum Kind {
    LOGIN,
    MAIL,
    DN,
    ID,
    /** A DN where it parses as one below the base; else login, mail or id. */
    ANY
  }
}
