package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Secret;

/**
 * Exchanges a password in its owner's name (RFC 3062), on a connection of their own: servers spare
 * an agent what they hold people to, as how long ago the last change was and what was had before.
 * The old password is the guard: the server compares it as it writes.
 */
final class OwnerWrite {

  private static final String OTHER = "policy";

  private final Server server;

  OwnerWrite(Server server) {
    this.server = server;
  }

  /**
   * @return empty: the owner is not let in, or may not; nothing was written
   */
  Optional<WriteResult> exchange(Account account, Secret old, Secret fresh) {
    try (LDAPConnection connection = server.anonymous()) {
      return SignIn.bind(connection, account.dn(), old).getResultCode().equals(ResultCode.SUCCESS)
          ? exchange(connection, account, old, fresh)
          : Optional.empty();
    } catch (LDAPException e) {
      return Optional.of(Failures.unsent(e));
    }
  }

  private static Optional<WriteResult> exchange(
      LDAPConnection connection, Account account, Secret old, Secret fresh) {
    try {
      ExtendedResult result = connection.processExtendedOperation(request(account, old, fresh));
      return result.getResultCode().equals(ResultCode.SUCCESS)
          ? Optional.of(readBack(connection, account, fresh))
          : answer(new LDAPException(result), refusal(result));
    } catch (LDAPException e) {
      return answer(e, OTHER);
    }
  }

  /** What a server says it took is so once it lets the owner in. */
  private static WriteResult readBack(LDAPConnection connection, Account account, Secret fresh) {
    return SignIn.bind(connection, account.dn(), fresh).getResultCode().equals(ResultCode.SUCCESS)
        ? new WriteResult.Applied(account.version())
        : new WriteResult.Unknown("it was taken, and the new password lets nobody in");
  }

  private static PasswordModifyExtendedRequest request(Account account, Secret old, Secret fresh) {
    return old.withUtf8(
        was ->
            fresh.withUtf8(
                is ->
                    new PasswordModifyExtendedRequest(
                        account.dn(),
                        was,
                        is,
                        new Control[] {new DraftBeheraLDAPPasswordPolicy10RequestControl()})));
  }

  /** What is refused for what it is, is refused; for any other reason the agent may write it. */
  private static Optional<WriteResult> answer(LDAPException e, String refusal) {
    // OpenDJ calls it unwilling to perform, and says in its control why.
    if (e.getResultCode().equals(ResultCode.CONSTRAINT_VIOLATION) || !refusal.equals(OTHER)) {
      return Optional.of(
          new WriteResult.Rejected(
              WriteResult.PASSWORD_REFUSED + refusal,
              e.getResultCode().intValue(),
              Failures.said(e)));
    }
    return Failures.isAnswer(e) ? Optional.empty() : Optional.of(Failures.write(e));
  }

  private static String refusal(ExtendedResult result) throws LDAPException {
    DraftBeheraLDAPPasswordPolicy10ResponseControl said =
        DraftBeheraLDAPPasswordPolicy10ResponseControl.get(result);
    DraftBeheraLDAPPasswordPolicy10ErrorType why = said == null ? null : said.getErrorType();
    if (why == DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_TOO_YOUNG) {
      return WriteResult.TOO_YOUNG;
    }
    return why == DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_IN_HISTORY
        ? WriteResult.USED_BEFORE
        : OTHER;
  }
}
