package org.keyturn.agent.directory;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person gets who signs in, from the result code and the password policy control
 * (draft-behera-ldap-password-policy-10, section 6.2).
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
    /** The password is right, and nothing is allowed but to change it. */
    MUST_CHANGE,
    EXPIRED,
    LOCKED,
    DISABLED,
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
