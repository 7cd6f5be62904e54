package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.keyturn.agent.directory.Failures;

/**
 * Whether slapd hashes a password that a modification brings in clear: only with the overlay's
 * {@code ppolicy_hash_cleartext}. Seen by behaviour, and without writing or reading a password: a
 * modification under No-Op (draft-zeilenga-ldap-noop) that sets a random one and then deletes that
 * very value again. Where the server hashes, the value is not there to be deleted (16); where it
 * would be stored in clear, it is (the control's own result code). Thread-safe.
 */
final class Hashing {

  static final String NO_OP = "1.3.6.1.4.1.4203.666.5.2";

  /** "Would have been done". */
  static final int NO_OPERATION = 0x410e;

  enum Seen {
    HASHED,
    CLEAR,
    UNTOLD
  }

  private final Target target;
  private Seen seen = Seen.UNTOLD; // guarded by this
  private String detail = "no account to try it on"; // guarded by this

  Hashing(Target target) {
    this.target = target;
  }

  /**
   * Asks once, and again only while there was no telling.
   *
   * @throws LDAPException where nobody answers
   */
  synchronized boolean byServer(String dn) throws LDAPException {
    if (seen == Seen.UNTOLD) {
      rehearse(dn);
    }
    return seen == Seen.HASHED;
  }

  /** What was seen, on some account where it was not known before. */
  synchronized Seen seenOn(Optional<String> dn) {
    if (dn.isPresent()) {
      try {
        byServer(dn.get());
      } catch (LDAPException e) {
        detail = Failures.said(e);
      }
    }
    return seen;
  }

  /** Why it could not be told. */
  synchronized String detail() {
    return detail;
  }

  private synchronized void rehearse(String dn) throws LDAPException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = "Aa1-" + Base64.getUrlEncoder().encodeToString(random);
    ModifyRequest request =
        new ModifyRequest(
            dn,
            Vocabulary.replace(Behera.PASSWORD, password),
            new Modification(ModificationType.DELETE, Behera.PASSWORD, password));
    request.addControl(new Control(NO_OP, true));
    try {
      LDAPResult result = target.link().modify(request);
      conclude(result.getResultCode(), "");
    } catch (LDAPException e) {
      if (!Failures.isAnswer(e)) {
        throw e;
      }
      conclude(e.getResultCode(), Failures.said(e));
    }
  }

  private synchronized void conclude(ResultCode code, String said) {
    if (code.equals(ResultCode.NO_SUCH_ATTRIBUTE)) {
      seen = Seen.HASHED;
    } else if (code.intValue() == NO_OPERATION
        || code.equals(ResultCode.OBJECT_CLASS_VIOLATION)) { // a class that must have a password
      seen = Seen.CLEAR;
    }
    detail = said;
  }
}
