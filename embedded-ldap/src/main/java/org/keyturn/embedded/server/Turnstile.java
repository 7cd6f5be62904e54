package org.keyturn.embedded.server;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.directory.api.ldap.model.constants.SchemaConstants;
import org.apache.directory.api.ldap.model.message.LdapResult;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.ResultResponse;
import org.apache.directory.api.ldap.model.message.ResultResponseRequest;
import org.apache.directory.api.ldap.model.message.SearchRequest;
import org.apache.directory.api.ldap.model.message.controls.PagedResults;
import org.apache.directory.api.ldap.model.message.controls.PersistentSearch;
import org.apache.directory.server.ldap.LdapServer;
import org.apache.directory.server.ldap.LdapSession;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.jspecify.annotations.Nullable;
import org.keyturn.embedded.access.Administrators;

/**
 * Lets one request in at a time, whichever port it came from: with several request threads ApacheDS
 * reads entries while it changes them, and now and then refuses a right password. Requests that it
 * would answer past the access rules stop here, and its diagnostic messages, which repeat the whole
 * request with the password in it, are cut down on the way out.
 */
final class Turnstile extends IoFilterAdapter {
  private static final String CONTENT_SYNC = "1.3.6.1.4.1.4203.1.9.1.1";

  private final ReentrantLock lock = new ReentrantLock(true);
  private final LdapServer server;
  private final Administrators administrators;
  private volatile @Nullable Object current;

  Turnstile(LdapServer server, Administrators administrators) {
    this.server = server;
    this.administrators = administrators;
  }

  ReentrantLock lock() {
    return lock;
  }

  @Override
  public void messageReceived(NextFilter next, IoSession session, Object message) {
    lock.lock();
    try {
      current = message;
      if (!(message instanceof ResultResponseRequest request) || admits(session, request)) {
        next.messageReceived(session, message);
      }
    } finally {
      current = null;
      lock.unlock();
    }
  }

  private boolean admits(IoSession session, ResultResponseRequest request) {
    ResultCodeEnum refusal = null;
    if (HonestRootDse.insistsOnIgnored(request)) {
      refusal = ResultCodeEnum.UNAVAILABLE_CRITICAL_EXTENSION;
    } else if (request instanceof SearchRequest search) {
      pageWithoutAttributes(search);
      if (search.hasControl(CONTENT_SYNC)) {
        refusal = ResultCodeEnum.UNAVAILABLE_CRITICAL_EXTENSION;
      } else if (search.hasControl(PersistentSearch.OID) && !isAdministrator(session)) {
        refusal = ResultCodeEnum.INSUFFICIENT_ACCESS_RIGHTS;
      }
    }
    if (refusal == null) {
      return true;
    }
    request.getResultResponse().getLdapResult().setResultCode(refusal);
    session.write(request.getResultResponse());
    return false;
  }

  /**
   * ApacheDS ends a paged search for no attributes after its first page, and says success. An
   * attribute that nobody has comes to the same and pages on.
   */
  private static void pageWithoutAttributes(SearchRequest search) {
    if (search.hasControl(PagedResults.OID)
        && search.getAttributes().equals(List.of(SchemaConstants.NO_ATTRIBUTE))) {
      search.removeAttribute(SchemaConstants.NO_ATTRIBUTE);
      search.addAttributes("dITRedirect");
    }
  }

  private boolean isAdministrator(IoSession session) {
    LdapSession ldap = server.getLdapSessionManager().getLdapSession(session);
    return ldap != null
        && ldap.getCoreSession() != null
        && administrators.include(ldap.getCoreSession());
  }

  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest write) {
    if (write.getMessage() instanceof ResultResponse response) {
      LdapResult result = response.getLdapResult();
      String message = result.getDiagnosticMessage();
      if (message != null) {
        result.setDiagnosticMessage(Diagnostics.withoutRequest(message, current));
      }
    }
    next.filterWrite(session, write);
  }
}
