package org.keyturn.agent.directory;

import java.util.Set;
import org.keyturn.agent.account.Action;

/**
 * What answered.
 *
 * @param name the config's name of the directory
 * @param url the server in use
 * @param dialect {@code openldap}, {@code apacheds} …
 * @param product what the server says that it is, for people; may be blank
 * @param actions what can be carried out here
 * @param guard how a lost race is kept from overwriting somebody's own change, for people
 */
public record DirectoryInfo(
    String name, String url, String dialect, String product, Set<Action> actions, Guard guard) {

  /** How sure "own change wins" is. */
  public enum Guard {
    /** The server refuses the write when the entry has changed (RFC 4528 or delete-old-value). */
    PREVENTED,
    /** The server cannot; a lost race is seen afterwards and told. */
    DETECTED
  }
}
