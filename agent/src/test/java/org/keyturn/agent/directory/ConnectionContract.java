package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/** Which server is talked to, over what, and as whom. */
abstract non-sealed class ConnectionContract extends DirectoryContractTest {

  private static final Map<String, String> CONTROLS = new LinkedHashMap<>();

  static {
    CONTROLS.put("1.3.6.1.1.12", "assertion");
    CONTROLS.put("1.3.6.1.1.13.2", "post-read");
    CONTROLS.put("1.3.6.1.4.1.42.2.27.8.5.1", "password policy");
    CONTROLS.put("1.2.840.113556.1.4.319", "pages");
    CONTROLS.put("2.16.840.1.113730.3.4.3", "persistent search");
    CONTROLS.put("1.3.6.1.4.1.4203.1.9.1.1", "sync");
    CONTROLS.put("1.2.840.113556.1.4.841", "DirSync");
    CONTROLS.put("1.3.6.1.4.1.4203.1.10.2", "no-op");
  }

  @Test
  void whatAnsweredIsKnown() throws LDAPException {
    person("somebody");
    DirectoryInfo info = directory.info();
    assertThat(info.dialect()).isEqualTo(lab().dialect());
    assertThat(info.guards().get(Action.RESET)).isEqualTo(DirectoryInfo.Guard.PREVENTED);
    assertThat(info.actions()).contains(Action.RESET, Action.NEVER_EXPIRE);
    assertThat(info.url()).isEqualTo("ldaps://127.0.0.1:" + lab().ldapsPort());
    observe(Fact.GUARD, info.guarded());
    Set<Action> missing = Action.ofAnyAccount();
    missing.removeAll(info.actions());
    observe(
        Fact.NOT_OFFERED,
        missing.isEmpty()
            ? "none"
            : missing.stream().map(Action::id).collect(Collectors.joining(", ")));
  }

  @Test
  void itsRootDseTellsWhichControlsItTakes() throws LDAPException {
    RootDSE root = Objects.requireNonNull(lab().root().getRootDSE());
    String told =
        CONTROLS.entrySet().stream()
            .filter(control -> root.supportsControl(control.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining(", "));
    assertThat(told).contains("pages");
    observe(Fact.CONTROLS, told);
  }

  @Test
  void aDialectThatTheConfigNamesIsTakenAndAnUnknownOneRefused() {
    DirectorySettings wrong = Settings.of(settings()).dialect("novell").make();
    assertThatThrownBy(() -> Directories.open(wrong))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContaining("novell")
        .hasMessageContaining(lab().dialect());
  }

  @Test
  void startTlsIsTls() throws LDAPException {
    String dn = person("starttls");
    DirectorySettings settings =
        settings(List.of(URI.create("ldap://localhost:" + lab().port())), Tls.STARTTLS);
    try (Directory other = Directories.open(settings)) {
      assertApplied(other.apply(write(account(other, dn), reset(NEW, false))));
      assertThat(other.signIn(dn, Secret.of(NEW)).kind()).isEqualTo(SignInResult.Kind.OK);
      assertThat(other.examine())
          .filteredOn(f -> f.subject().equals("tls"))
          .allMatch(f -> f.found().contains("TLSv1.3"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Tls.class,
      names = {"LDAPS", "STARTTLS"})
  void aServerOfAnotherNameGetsNoCredential(Tls tls) throws IOException {
    int target = tls == Tls.LDAPS ? lab().ldapsPort() : lab().port();
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.2", target)) {
      assertUnreachable(
          () -> Directories.open(settings(List.of(url(tls, "127.0.0.2", proxy.port())), tls)));
      assertThat(proxy.connections()).isPositive();
      assertThat(new String(proxy.sent(), StandardCharsets.ISO_8859_1)).doesNotContain("keyturn");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Tls.class,
      names = {"LDAPS", "STARTTLS"})
  void aServerOfAnotherAuthorityGetsNoCredential(Tls tls) throws Exception {
    int target = tls == Tls.LDAPS ? lab().ldapsPort() : lab().port();
    Path stranger = Certificates.selfSigned(temporary);
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", target)) {
      assertUnreachable(
          () ->
              Directories.open(
                  Settings.of(settings(List.of(url(tls, "127.0.0.1", proxy.port())), tls))
                      .trust(stranger)
                      .make()));
      assertThat(new String(proxy.sent(), StandardCharsets.ISO_8859_1)).doesNotContain("keyturn");
    }
    Path empty = Files.createFile(temporary.resolve("empty.pem"));
    assertBadRequest(() -> Directories.open(Settings.of(settings()).trust(empty).make()));
  }

  @Test
  void theNextServerOfTheListIsTakenAndKept() throws Exception {
    try (FaultyProxy first = new FaultyProxy("127.0.0.1", lab().ldapsPort())) {
      first.goAway();
      URI dead = url(Tls.LDAPS, "127.0.0.1", first.port());
      URI alive = url(Tls.LDAPS, "127.0.0.1", lab().ldapsPort());
      try (Directory other = Directories.open(settings(List.of(dead, alive), Tls.LDAPS))) {
        assertThat(other.info().url()).isEqualTo(alive.toString());
      }
      assertUnreachable(() -> Directories.open(settings(List.of(dead, dead), Tls.LDAPS)));
    }
  }

  @Test
  void aWrongBindPasswordIsARefusalAndNotTriedElsewhere() throws Exception {
    try (FaultyProxy second = new FaultyProxy("127.0.0.1", lab().ldapsPort())) {
      URI first = url(Tls.LDAPS, "127.0.0.1", lab().ldapsPort());
      DirectorySettings settings =
          Settings.of(
                  settings(List.of(first, url(Tls.LDAPS, "127.0.0.1", second.port())), Tls.LDAPS))
              .bind(person("weak"), "wrong-Passw0rd")
              .make();
      assertThatThrownBy(() -> Directories.open(settings))
          .isInstanceOfSatisfying(
              DirectoryException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(DirectoryException.Kind.REFUSED);
                assertThat(e.resultCode()).isEqualTo(49);
              });
      assertThat(second.connections()).isZero();
    }
  }

  @Test
  void aRotatedBindPasswordIsPickedUpAndARefusedOneNotTriedAgain() throws Exception {
    String agent = person("rotating");
    String[] password = {OLD};
    AtomicInteger reads = new AtomicInteger();
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", lab().ldapsPort())) {
      DirectorySettings settings =
          Settings.of(settings(List.of(url(Tls.LDAPS, "127.0.0.1", proxy.port())), Tls.LDAPS))
              .bind(
                  agent,
                  () -> {
                    reads.incrementAndGet();
                    return Secret.of(password[0]);
                  })
              .make();
      try (Directory other = Directories.open(settings)) {
        assertThat(other.countUpTo(Scope.all(), 1)).isEqualTo(1);
        lab().setPassword(agent, "Rotated-passw0rd-5");
        proxy.cutAll();
        for (int i = 0; i < 20; i++) {
          assertThatThrownBy(() -> other.countUpTo(Scope.all(), 1))
              .isInstanceOf(DirectoryException.class);
        }
        assertThat(bindAs(agent, "Rotated-passw0rd-5"))
            .as("not locked by retries")
            .isEqualTo(ResultCode.SUCCESS);
        Account account = account(agent);
        assertThat(other.apply(write(account, flag(Action.DISABLE))))
            .isInstanceOf(WriteResult.Unreachable.class);
        password[0] = "Rotated-passw0rd-5";
        assertThat(other.countUpTo(Scope.all(), 1)).isEqualTo(1);
      }
    }
  }
}
