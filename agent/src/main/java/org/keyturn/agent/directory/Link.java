package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.GetEntryLDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The service account's connections to one server: never more than so many, opened as they are
 * needed. Thread-safe. Searches are sent again on a fresh connection where theirs turns out to be
 * dead; writes never are.
 */
public final class Link implements AutoCloseable {

  private static final Duration HEALTH_CHECK_INTERVAL = Duration.ofSeconds(30);

  /** One holds a scan's pages while policies are read. */
  private static final int FEWEST = 2;

  private final Server server;
  private final LDAPConnectionPool pool;
  private final Semaphore places;
  private final Duration longestWait;

  private Link(Server server, LDAPConnectionPool pool, int connections, Duration longestWait) {
    this.server = server;
    this.pool = pool;
    this.places = new Semaphore(connections, true);
    this.longestWait = longestWait;
  }

  /**
   * Opens the first two of them; there may be two in any case.
   *
   * @throws LDAPException where one of them cannot be opened
   */
  static Link open(Server server, int wanted, Duration longestWait) throws LDAPException {
    int connections = Math.max(FEWEST, wanted);
    LDAPConnectionPool pool =
        new LDAPConnectionPool(server, null, FEWEST, connections, FEWEST, null, true);
    pool.setConnectionPoolName("keyturn");
    pool.setCreateIfNecessary(true); // no more than there are places
    pool.setHealthCheckIntervalMillis(HEALTH_CHECK_INTERVAL.toMillis());
    pool.setHealthCheck( // the root DSE, in the background and after an error; never on the way
        new GetEntryLDAPConnectionPoolHealthCheck(
            "", longestWait.toMillis(), false, false, false, true, true));
    return new Link(server, pool, connections, longestWait);
  }

  Server server() {
    return server;
  }

  /**
   * Searches, and once more on a fresh connection where the first was lost. The pool's own retry
   * would send the same request object again, and that one still hears the end of the connection
   * that was lost: now and then a late "closed" would be taken for the second one's answer.
   */
  public SearchResult search(SearchRequest request) throws LDAPException {
    takePlace();
    try {
      return searched(request);
    } finally {
      places.release();
    }
  }

  private SearchResult searched(SearchRequest request) throws LDAPException {
    LDAPConnection connection = live();
    try {
      return searched(connection, request);
    } catch (LDAPException e) {
      if (!e.getResultCode().equals(ResultCode.SERVER_DOWN)) {
        giveBack(connection, e);
        throw e;
      }
    }
    LDAPConnection fresh = pool.replaceDefunctConnection(connection);
    try {
      return searched(fresh, request.duplicate());
    } catch (LDAPException e) {
      giveBack(fresh, e);
      throw e;
    }
  }

  private SearchResult searched(LDAPConnection connection, SearchRequest request)
      throws LDAPException {
    SearchResult result = connection.search(request);
    pool.releaseConnection(connection);
    return result;
  }

  /** What is done with one connection. */
  public interface Use<T> {
    T on(LDAPConnection connection) throws LDAPException;
  }

  /** Lends one connection for several requests in a row, such as the pages of one search. */
  public <T> T with(Use<T> use) throws LDAPException {
    takePlace();
    try {
      return lent(use);
    } finally {
      places.release();
    }
  }

  private <T> T lent(Use<T> use) throws LDAPException {
    LDAPConnection connection = live();
    T result;
    try {
      result = use.on(connection);
    } catch (LDAPException e) {
      giveBack(connection, e);
      throw e;
    } catch (RuntimeException | Error e) {
      pool.releaseConnection(connection); // the caller's own failure: nothing is under way
      throw e;
    }
    pool.releaseConnection(connection);
    return result;
  }

  /** Sends a write once, on a connection that was alive the moment before. */
  public LDAPResult modify(ModifyRequest request) throws LDAPException {
    return with(connection -> connection.modify(request));
  }

  private void takePlace() throws LDAPException {
    try {
      if (places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new LDAPException(ResultCode.CONNECT_ERROR, "no connection came free in time");
  }

  private LDAPConnection live() throws LDAPException {
    LDAPConnection connection = pool.getConnection();
    return connection.isConnected() ? connection : pool.replaceDefunctConnection(connection);
  }

  private void giveBack(LDAPConnection connection, LDAPException e) {
    if (e.getResultCode().isConnectionUsable()) {
      pool.releaseConnection(connection);
    } else {
      pool.releaseDefunctConnection(connection);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
