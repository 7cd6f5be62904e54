package org.keyturn.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.event.DirectoryListenerAdapter;
import org.apache.directory.server.core.api.event.EventType;
import org.apache.directory.server.core.api.event.NotificationCriteria;
import org.apache.directory.server.core.api.interceptor.context.ModifyOperationContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.embedded.sample.RecordReader;
import org.keyturn.embedded.sample.Scaffold;
import org.keyturn.embedded.tls.ServerKeys;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneAtATimeTest {
  private static final String SUFFIX = "dc=example,dc=com";

  private DirectoryStore store;
  private Network network;
  private ServerKeys keys;

  @BeforeAll
  void start(@TempDir Path dir) throws Exception {
    Scaffold scaffold = new Scaffold(SUFFIX);
    keys = ServerKeys.in(dir, List.of("127.0.0.1"));
    store =
        new DirectoryStore(
            dir,
            false,
            new DirectoryStore.Names(
                SUFFIX, scaffold.administratorDn(), Set.of(), scaffold.defaultPolicyDn()),
            Clock.systemUTC());
    new EntryLoader(store).load(new RecordReader(scaffold.ldif("Admin-password", "Other")));
    network = new Network(store, "127.0.0.1", 0, 0, keys.serverStore(), ServerKeys.STORE_PASSWORD);
  }

  @AfterAll
  void stop() throws Exception {
    network.close();
    store.close();
  }

  @Test
  void noRequestOfEitherPortRunsBesideAnother() throws Exception {
    SSLUtil ssl = new SSLUtil(new PEMFileTrustManager(keys.caPem().toFile()));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (LDAPConnection plain = new LDAPConnection("127.0.0.1", network.port());
        LDAPConnection tls =
            new LDAPConnection(ssl.createSSLSocketFactory(), "127.0.0.1", network.tlsPort())) {
      List<Callable<RootDSE>> requests = List.of(plain::getRootDSE, tls::getRootDSE);
      List<Future<RootDSE>> answers = new ArrayList<>();
      network.between(
          () -> {
            requests.forEach(request -> answers.add(threads.submit(request)));
            Thread.sleep(300);
            assertThat(answers).noneMatch(Future::isDone);
            return true;
          });
      for (Future<RootDSE> answer : answers) {
        assertThat(answer.get(5, TimeUnit.SECONDS)).isNotNull();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void listenersHearOfAChangeBeforeItIsAnswered() throws Exception {
    List<Thread> heardBy = new ArrayList<>();
    Dn suffix = new Dn(store.service().getSchemaManager(), SUFFIX);
    NotificationCriteria criteria = new NotificationCriteria(store.service().getSchemaManager());
    criteria.setBase(suffix);
    criteria.setScope(SearchScope.SUBTREE);
    criteria.setFilter("(objectClass=*)");
    criteria.setEventMask(EventType.MODIFY);
    store
        .service()
        .getEventService()
        .addListener(
            new DirectoryListenerAdapter() {
              @Override
              public void entryModified(ModifyOperationContext context) {
                heardBy.add(Thread.currentThread());
              }

              @Override
              public boolean isSynchronous() {
                return false;
              }
            },
            criteria);
    store
        .service()
        .getAdminSession()
        .modify(
            suffix,
            new DefaultModification(
                ModificationOperation.REPLACE_ATTRIBUTE, "description", "changed"));
    assertThat(heardBy).containsExactly(Thread.currentThread());
  }
}
