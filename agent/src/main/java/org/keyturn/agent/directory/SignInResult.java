package org.keyturn.agent.directory;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person gets who signs in.
 *
 * @param kind the verdict
 * @param expiresIn the server's warning, where it gave one
 * @param graceLeft grace sign-ins left, where it said so
 * @param detail the server's words, without secrets; may be empty
 */
public record SignInResult(
    Kind kind, Optional<Duration> expiresIn, OptionalInt graceLeft, String detail) {

  public enum Kind {
    OK,
    /** The password is right, and nothing is allowed but to change it; AD allows not even that. */
    MUST_CHANGE,
    EXPIRED,
    LOCKED,
    DISABLED,
    /** The account's own end has come, whatever its password; Active Directory has that. */
    ACCOUNT_EXPIRED,
    BAD_CREDENTIALS,
    UNREACHABLE,
    /** An answer that fits nothing above; see the detail. */
    OTHER
  }

  /** Whether the server took the password as the account's own. */
  public boolean passwordAccepted() {
    return kind == Kind.OK || kind == Kind.MUST_CHANGE;
  }
}
