package org.keyturn.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.embedded.Client.answer;
import static org.keyturn.embedded.Client.replace;

import com.unboundid.ldap.sdk.AsyncRequestID;
import com.unboundid.ldap.sdk.AsyncSearchResultListener;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.PersistentSearchChangeType;
import com.unboundid.ldap.sdk.controls.PersistentSearchRequestControl;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrencyTest {
  private static final String PASSWORD = "Ordinary-password-1";
  private static final int ROUNDS = 150;

  private EmbeddedLdapServer server;
  private Client client;

  @BeforeAll
  void start() {
    server = EmbeddedLdapServer.builder().users(50).start();
    client = new Client(server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private LDAPConnection tls() throws Exception {
    SSLUtil ssl = new SSLUtil(new PEMFileTrustManager(server.caPem().toFile()));
    return new LDAPConnection(
        ssl.createSSLSocketFactory(),
        "127.0.0.1",
        server.ldapsPort(),
        server.serviceAccountDn(),
        server.serviceAccountPassword());
  }

  /**
   * A long look for what OneAtATimeTest rules out: with ApacheDS's threads it fails now and then.
   */
  @Test
  void readsAndBindsOfAnEntryBeingWrittenNeverFail() throws Exception {
    String user = client.person("busy", PASSWORD);
    List<Callable<List<ResultCode>>> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String name = "value-" + i + "-";
      boolean encrypted = i % 2 == 0;
      clients.add(
          () -> {
            try (LDAPConnection own = encrypted ? tls() : client.service()) {
              return repeat(
                  n -> answer(() -> own.modify(user, replace("description", name + n))).code());
            }
          });
      clients.add(() -> repeat(n -> client.bind(user, PASSWORD).code()));
      clients.add(
          () -> {
            try (LDAPConnection own = encrypted ? client.service() : tls()) {
              return repeat(
                  n ->
                      answer(
                              () ->
                                  own.search(
                                      server.suffix(),
                                      SearchScope.SUB,
                                      "(description=value*)",
                                      "*",
                                      "+"))
                          .code());
            }
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      for (Future<List<ResultCode>> codes : threads.invokeAll(clients)) {
        assertThat(codes.get()).containsOnly(ResultCode.SUCCESS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Round {
    ResultCode run(int number) throws Exception;
  }

  private static List<ResultCode> repeat(Round round) throws Exception {
    List<ResultCode> codes = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      codes.add(round.run(i));
    }
    return codes;
  }

  @Test
  void aPersistentSearchSeesEveryWriteAndFailsNone() throws Exception {
    String user = client.person("watched", PASSWORD);
    Semaphore seen = new Semaphore(0);
    SearchRequest request =
        new SearchRequest(new Counting(seen), server.suffix(), SearchScope.SUB, "(uid=watched)");
    request.addControl(
        new PersistentSearchRequestControl(PersistentSearchChangeType.MODIFY, true, true));
    try (LDAPConnection watcher = client.service();
        LDAPConnection writer = client.service()) {
      AsyncRequestID watch = watcher.asyncSearch(request);
      Thread.sleep(200);
      for (int i = 0; i < 500; i++) {
        writer.modify(user, replace("description", "change " + i));
      }
      assertThat(seen.tryAcquire(500, 10, TimeUnit.SECONDS)).isTrue();
      watcher.abandon(watch);
    }
  }

  private static final class Counting implements AsyncSearchResultListener {
    private final Semaphore seen;

    Counting(Semaphore seen) {
      this.seen = seen;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
      seen.release();
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {}

    @Override
    public void searchResultReceived(AsyncRequestID request, SearchResult result) {}
  }

  /** An index on pwdReset makes ApacheDS fail here with operationsError. */
  @Test
  void pwdResetIsSearchableAndAMustChangeChangeDoesNotFail() throws Exception {
    String user = client.person("flagged", PASSWORD, "pwdReset", "TRUE");
    try (LDAPConnection service = client.service();
        LDAPConnection own = client.as(user, PASSWORD)) {
      assertThat(
              service
                  .search(server.suffix(), SearchScope.SUB, "(&(uid=flagged)(pwdReset=TRUE))")
                  .getEntryCount())
          .isEqualTo(1);
      own.modify(
          user,
          Client.delete("userPassword", PASSWORD),
          Client.add("userPassword", PASSWORD + "-new"));
      assertThat(
              service
                  .search(server.suffix(), SearchScope.SUB, "(&(uid=flagged)(pwdReset=TRUE))")
                  .getEntryCount())
          .isZero();
    }
  }
}
