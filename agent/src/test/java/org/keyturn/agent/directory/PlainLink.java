package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.keyturn.agent.account.TypedSecret;
import org.keyturn.agent.directory.DirectorySettings.Accounts;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/**
 * A connection in clear to a server of a test's own, for what a dialect is made of.
 *
 * @param link signed in
 * @param settings that it was opened by
 * @param signIn on the same server
 */
public record PlainLink(Link link, DirectorySettings settings, SignIn signIn) {

  public static PlainLink open(int port, String bindDn, String password, String base) {
    Duration limit = Duration.ofSeconds(5);
    DirectorySettings settings =
        new DirectorySettings(
            "test",
            List.of(URI.create("ldap://127.0.0.1:" + port)),
            Optional.empty(),
            bindDn,
            new TypedSecret(password),
            Tls.NONE,
            Optional.empty(),
            new Accounts(base, "(uid=*)", "uid", "mail", Optional.empty(), Optional.empty()),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            2,
            limit,
            limit);
    try {
      Server server = new Server(settings.urls().get(0), settings, SSLContext.getDefault());
      return new PlainLink(Link.open(server, 2, limit), settings, new SignIn(server));
    } catch (LDAPException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
