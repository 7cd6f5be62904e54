package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/**
 * One server of the fail-over list. The peer's certificate and host name are verified before
 * anything is sent. The service account's password is read again for every connection, so that a
 * rotated one is picked up; one that was refused is not tried a second time, or retries would lock
 * the account.
 */
final class Server extends ServerSet {

  private final URI url;
  private final DirectorySettings settings;
  private final @Nullable SSLContext tls;
  private final ReentrantLock signingIn = new ReentrantLock();
  private @Nullable Secret refused; // guarded by this

  /**
   * @param tls null where the settings want none: to read a JVM's certificates takes its time
   */
  Server(URI url, DirectorySettings settings, @Nullable SSLContext tls) {
    this.url = url;
    this.settings = settings;
    this.tls = tls;
  }

  URI url() {
    return url;
  }

  /**
   * A connection of the service account. They sign in one after the other: several with a wrong
   * password at once, such as after it was rotated, would count as so many failures.
   */
  @Override
  public LDAPConnection getConnection() throws LDAPException {
    try (Secret password = password()) {
      refuseTwice(password);
      LDAPConnection connection = anonymous();
      try {
        bindInTurn(connection, password);
        return connection;
      } catch (LDAPException e) {
        connection.close();
        throw e;
      }
    }
  }

  private void bindInTurn(LDAPConnection connection, Secret password) throws LDAPException {
    takeTurn();
    try {
      refuseTwice(password);
      bind(connection, password);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
        remember(password);
      }
      throw e;
    } finally {
      signingIn.unlock();
    }
  }

  private void takeTurn() throws LDAPException {
    try {
      if (signingIn.tryLock(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new LDAPException(ResultCode.CONNECT_ERROR, "signing in takes too long");
  }

  /** A protected connection that nobody is signed in on; the caller closes it. */
  LDAPConnection anonymous() throws LDAPException {
    boolean ldaps = settings.tls() == Tls.LDAPS;
    SocketFactory sockets =
        ldaps
            ? new BoundedHandshake(
                Objects.requireNonNull(tls).getSocketFactory(), settings.connectTimeout())
            : SocketFactory.getDefault();
    LDAPConnection connection = new LDAPConnection(sockets, options(), url.getHost(), port());
    if (settings.tls() != Tls.STARTTLS) {
      return connection;
    }
    try {
      StartTLSExtendedRequest request = new StartTLSExtendedRequest(Objects.requireNonNull(tls));
      request.setResponseTimeoutMillis(millis(settings.connectTimeout()));
      var result = connection.processExtendedOperation(request);
      if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
        throw new LDAPException(
            ResultCode.CONNECT_ERROR, "StartTLS was refused: " + result.getResultCode());
      }
      return connection;
    } catch (LDAPException e) {
      connection.close();
      throw e;
    }
  }

  int port() {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return settings.tls() == Tls.LDAPS ? 636 : 389;
  }

  private void bind(LDAPConnection connection, Secret password) throws LDAPException {
    BindResult result =
        password.withUtf8(
            bytes -> {
              try {
                return connection.bind(new SimpleBindRequest(settings.bindDn(), bytes));
              } catch (LDAPException e) {
                return new BindResult(e);
              }
            });
    if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
      throw new LDAPException(result);
    }
  }

  private Secret password() throws LDAPException {
    Secret password;
    try {
      password = settings.bindPassword().read();
    } catch (IllegalStateException e) {
      throw new LDAPException(ResultCode.INVALID_CREDENTIALS, e.getMessage(), e);
    }
    if (password.length() == 0) { // an empty password would be an anonymous bind
      password.close();
      throw new LDAPException(
          ResultCode.INVALID_CREDENTIALS, settings.bindPassword().describe() + " is empty");
    }
    return password;
  }

  private synchronized void refuseTwice(Secret password) throws LDAPException {
    if (refused != null && refused.sameAs(password)) {
      throw new LDAPException(
          ResultCode.INVALID_CREDENTIALS,
          "the password of " + settings.bindDn() + " was refused and has not changed since");
    }
  }

  private synchronized void remember(Secret password) {
    if (refused != null) {
      refused.close();
    }
    refused = password.copy();
  }

  private LDAPConnectionOptions options() {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(millis(settings.connectTimeout()));
    options.setResponseTimeoutMillis(settings.responseTimeout().toMillis());
    options.setAbandonOnTimeout(true);
    options.setFollowReferrals(false);
    options.setUseSchema(false);
    options.setSSLSocketVerifier(BoundedHandshake.verifier(settings.connectTimeout()));
    return options;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
