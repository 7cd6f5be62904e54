package org.keyturn.agent.recovery;

import java.util.List;
import org.keyturn.agent.password.Violation;

/** What became of a password that somebody chose. */
public sealed interface Chosen {

  record Done() implements Chosen {}

  /**
   * Another one is to be chosen.
   *
   * @param violations in the order in which a person would mend them
   */
  record Refused(List<Violation> violations) implements Chosen {}

  /** Nothing was written; the same again in a while. */
  record Later() implements Chosen {}

  /** It may have been written: they try to sign in. */
  record Unsure() implements Chosen {}

  /** The directory does not do it, whatever the password: the helpdesk knows. */
  record Failed() implements Chosen {}

  record Over() implements Chosen {}
}
