package org.keyturn.embedded;

import static com.unboundid.ldap.sdk.ResultCode.NO_SUCH_ATTRIBUTE;
import static com.unboundid.ldap.sdk.ResultCode.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.embedded.Client.add;
import static org.keyturn.embedded.Client.answer;
import static org.keyturn.embedded.Client.delete;
import static org.keyturn.embedded.Client.replace;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A write that names the {@code pwdChangedTime} it read happens only while that still stands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {
  private static final String FIRST = "First-password-1";

  private EmbeddedLdapServer server;
  private Client client;

  @BeforeAll
  void start() {
    server = EmbeddedLdapServer.builder().start();
    client = new Client(server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static List<Modification> flag(String seen) {
    return List.of(
        delete("pwdChangedTime", seen), add("pwdChangedTime", seen), replace("pwdReset", "TRUE"));
  }

  private static List<Modification> reset(String seen, String password) {
    return List.of(
        delete("pwdChangedTime", seen),
        replace("userPassword", password),
        replace("pwdReset", "TRUE"));
  }

  @Test
  void aFlagAppliesWhileTheTimeStands() throws Exception {
    String user = client.person("flag", FIRST);
    String seen = client.changedTime(user);
    try (LDAPConnection service = client.service()) {
      assertThat(answer(() -> service.modify(user, flag(seen))).code()).isEqualTo(SUCCESS);
      assertThat(client.read(user, "pwdReset")).isEqualTo("TRUE");
      assertThat(client.readAll(user, "pwdChangedTime")).containsExactly(seen);
      assertThat(
              service
                  .search(server.suffix(), SearchScope.SUB, "(pwdChangedTime<=" + seen + ")")
                  .getSearchEntries())
          .as("the index still finds it")
          .anyMatch(entry -> entry.getDN().equals(user));
    }
  }

  @Test
  void anOwnChangeInBetweenWins() throws Exception {
    String user = client.person("raced", FIRST);
    String seen = client.changedTime(user);
    try (LDAPConnection own = client.as(user, FIRST);
        LDAPConnection service = client.service()) {
      own.modify(user, replace("userPassword", "My-own-password-3"));
      assertThat(answer(() -> service.modify(user, flag(seen))).code())
          .isEqualTo(NO_SUCH_ATTRIBUTE);
      assertThat(answer(() -> service.modify(user, reset(seen, "Service-password-4"))).code())
          .isEqualTo(NO_SUCH_ATTRIBUTE);
    }
    assertThat(client.read(user, "pwdReset")).isNull();
    assertThat(client.bind(user, "My-own-password-3").code()).isEqualTo(SUCCESS);
  }

  @Test
  void aGuardedResetSetsPasswordTimeAndFlag() throws Exception {
    String user = client.person("guarded", FIRST);
    String seen = client.changedTime(user);
    try (LDAPConnection service = client.service()) {
      assertThat(answer(() -> service.modify(user, reset(seen, "Service-password-4"))).code())
          .isEqualTo(SUCCESS);
      String written = client.changedTime(user);
      assertThat(written).isGreaterThan(seen);
      assertThat(client.read(user, "pwdReset")).isEqualTo("TRUE");
      assertThat(client.bind(user, "Service-password-4").policy()).isEqualTo("change after reset");
      List<Modification> kept =
          List.of(
              delete("pwdChangedTime", written),
              add("pwdChangedTime", written),
              replace("userPassword", "Service-password-5"));
      assertThat(answer(() -> service.modify(user, kept)).code()).isEqualTo(SUCCESS);
      assertThat(client.changedTime(user))
          .as("adding the old value back is a guard, not a wish")
          .isGreaterThan(written);
    }
  }

  @Test
  void aRefusedGuardLeavesNothingBehind() throws Exception {
    String user = client.person("untouched", FIRST);
    String before = client.read(user, "entryCSN");
    try (LDAPConnection service = client.service()) {
      answer(() -> service.modify(user, reset("20200101000000.000Z", "Service-password-4")));
    }
    assertThat(client.read(user, "entryCSN")).isEqualTo(before);
    assertThat(client.bind(user, FIRST).code()).isEqualTo(SUCCESS);
  }

  @Test
  void ofManyGuardedWritesWithOneTimeExactlyOneWins() throws Exception {
    String user = client.person("contested", FIRST);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        String seen = client.changedTime(user);
        List<Callable<ResultCode>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          String password = "Contested-" + round + "-" + i;
          writers.add(
              () -> {
                try (LDAPConnection service = client.service()) {
                  return answer(() -> service.modify(user, reset(seen, password))).code();
                }
              });
        }
        List<ResultCode> codes = new ArrayList<>();
        for (Future<ResultCode> result : threads.invokeAll(writers)) {
          codes.add(result.get());
        }
        assertThat(codes).containsOnly(SUCCESS, NO_SUCH_ATTRIBUTE).containsOnlyOnce(SUCCESS);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
