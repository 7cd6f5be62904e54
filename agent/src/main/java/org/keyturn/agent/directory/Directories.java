package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.DirectorySettings.Tls;
import org.keyturn.agent.directory.dialect.Dialect;
import org.keyturn.agent.directory.dialect.Dialects;

/** Opens directories. */
public final class Directories {

  private Directories() {}

  /**
   * Connects to the first server of the list that answers, signs the agent in, and finds out what
   * the server is. No credential leaves before its certificate and host name are verified.
   *
   * @throws DirectoryException {@code UNREACHABLE} where no server answers or none can be trusted;
   *     {@code REFUSED} where the first that answers does not let the agent in; {@code BAD_REQUEST}
   *     where the settings make no sense to it
   */
  public static Directory open(DirectorySettings settings) {
    return open(settings, Clock.systemUTC());
  }

  static Directory open(DirectorySettings settings, Clock clock) {
    Bases bases = new Bases(settings);
    Link link = connect(settings);
    try {
      SignIn signIn = new SignIn(link.server());
      Dialect dialect = Dialects.detect(link, settings, signIn, clock);
      return new LdapDirectory(settings, bases, link, dialect, signIn, clock);
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /** To the first server of the list that answers. */
  static Link connect(DirectorySettings settings) {
    @Nullable SSLContext tls = settings.tls() == Tls.NONE ? null : ServerTrust.context(settings);
    List<String> tried = new ArrayList<>();
    for (URI url : settings.urls()) {
      try {
        return Link.open(
            new Server(url, settings, tls), settings.connections(), settings.responseTimeout());
      } catch (LDAPException e) {
        DirectoryException failure = Failures.bind(e, url.toString(), settings.bindDn());
        if (failure.kind() == DirectoryException.Kind.REFUSED || settings.urls().size() == 1) {
          throw failure;
        }
        tried.add(url + ": " + Failures.said(e));
      }
    }
    throw new DirectoryException(
        DirectoryException.Kind.UNREACHABLE, "no server answers: " + String.join("; ", tried));
  }
}
