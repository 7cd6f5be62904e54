package org.keyturn.agent.report;

import java.time.Duration;
import java.util.Optional;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Finding;

/** Whether people are found by the attribute that links their accounts, and quickly. */
public final class LinkCheck {

  /** What no server needs that has an index. */
  private static final Duration SLOW = Duration.ofMillis(20);

  private LinkCheck() {}

  public static Finding of(Directory directory, String attribute) {
    String subject = directory.info().name() + ": links";
    try {
      return of(subject, attribute, directory.timeToFind(attribute));
    } catch (DirectoryException e) {
      return Finding.fail(
          subject,
          "nobody can be looked up by " + attribute + ": " + e.getMessage(),
          "let the agent search by " + attribute + ", and index it for equality");
    }
  }

  static Finding of(String subject, String attribute, Optional<Duration> took) {
    if (took.isEmpty()) {
      return Finding.warn(
          subject,
          "no account shows " + attribute + ", so that nobody is linked",
          "let the agent read " + attribute + " of the accounts, or mend by: in links");
    }
    return took.get().compareTo(SLOW) > 0
        ? Finding.warn(
            subject,
            "a lookup by "
                + attribute
                + " takes "
                + took.get().toMillis()
                + " ms, as without an index",
            "index " + attribute + " for equality: a plan looks up everybody whom it selects")
        : Finding.ok(subject, "people are found by " + attribute);
  }
}
