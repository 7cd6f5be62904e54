package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * Why no connection came about. The SDK prints its exceptions into one another, so that the reason
 * stands at the end of a text that no line has room for: it is taken from the innermost instead.
 */
final class ConnectFailure {

  private ConnectFailure() {}

  /** In a few words, such as "Connection refused". */
  static String of(LDAPException e) {
    IOException innermost = null;
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SSLException) { // what is below it is about sockets
        return "TLS fails: " + Diagnostics.clean(t.getMessage());
      }
      if (t instanceof IOException io && !(t.getCause() instanceof LDAPException)) {
        innermost = io;
      }
    }
    if (innermost == null) {
      return Diagnostics.clean(e.getMessage());
    }
    String said = Diagnostics.clean(innermost.getMessage());
    return innermost instanceof UnknownHostException ? "no such host: " + said : said;
  }

  /** Whether something listens there that does not speak the TLS that it was spoken to in. */
  static boolean isOfTls(LDAPException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SSLException) {
        return true;
      }
    }
    return false;
  }
}
