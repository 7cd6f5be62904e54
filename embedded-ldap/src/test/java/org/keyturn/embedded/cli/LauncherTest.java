package org.keyturn.embedded.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
  private static final Pattern READY =
      Pattern.compile("ready ldap://127\\.0\\.0\\.1:(\\d+) ldaps://127\\.0\\.0\\.1:(\\d+)");
  private static final String SERVICE = "cn=keyturn,ou=services,dc=example,dc=com";

  @TempDir private Path temp = Path.of("");

  private Process launch(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=org/keyturn/embedded/cli/logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedLdapCommand.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(temp.resolve("stderr").toFile()).start();
  }

  private int ready(BufferedReader out) throws IOException {
    Matcher matcher = READY.matcher(String.valueOf(out.readLine()));
    assertThat(matcher.matches()).as(Files.readString(temp.resolve("stderr"))).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private LDAPConnection connect(int port, Path dir) throws IOException, LDAPException {
    return new LDAPConnection(
        "127.0.0.1", port, SERVICE, Files.readString(dir.resolve("keyturn.pw")).strip());
  }

  @Test
  void saysReadyOnceServesAndStopsCleanly() throws Exception {
    Path dir = temp.resolve("work");
    Process process = launch("--users", "5", "--work-dir", dir.toString());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int port = ready(out);
      try (LDAPConnection connection = connect(port, dir)) {
        assertThat(count(connection)).isEqualTo(6);
      }
      assertThat(dir.resolve("ca.pem")).exists();
      process.toHandle().destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(out.readLine()).as("nothing else on standard output").isNull();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(temp.resolve("stderr")))
        .contains(dir.resolve("keyturn.pw").toString())
        .doesNotContain(Files.readString(dir.resolve("keyturn.pw")).strip())
        .doesNotContain("ERROR");
  }

  private static int count(LDAPConnection connection) throws LDAPSearchException {
    return connection
        .search("dc=example,dc=com", SearchScope.SUB, "(objectClass=inetOrgPerson)", "1.1")
        .getEntryCount();
  }

  /** Every acknowledged write must be there, and the store must take new ones. */
  @Test
  void whatWasAcknowledgedSurvivesKill() throws Exception {
    Path dir = temp.resolve("killed");
    String user = "uid=breakglass,ou=people,dc=example,dc=com";
    Process process = launch("--users", "5", "--work-dir", dir.toString());
    int acknowledged = 0;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      try (LDAPConnection connection = connect(ready(out), dir)) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
        Thread killer = killAt(process, end);
        try {
          while (System.nanoTime() < end + TimeUnit.SECONDS.toNanos(5)) {
            connection.modify(user, description(acknowledged + 1));
            acknowledged++;
          }
        } catch (LDAPException e) {
          assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        }
        killer.join();
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(acknowledged).isPositive();
    Process second = launch("--work-dir", dir.toString());
    try (BufferedReader out = second.inputReader(StandardCharsets.UTF_8);
        LDAPConnection connection = connect(ready(out), dir)) {
      int stored = Integer.parseInt(connection.getEntry(user).getAttributeValue("description"));
      assertThat(stored).isBetween(acknowledged, acknowledged + 1);
      assertThat(count(connection)).isEqualTo(6);
      for (int i = 0; i < 50; i++) {
        connection.modify(user, description(i));
      }
    } catch (LDAPException e) {
      throw new AssertionError(Files.readString(temp.resolve("stderr")), e);
    } finally {
      second.destroy();
      assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Thread killAt(Process process, long nanoTime) {
    Thread killer =
        new Thread(
            () -> {
              try {
                TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              process.destroyForcibly();
            });
    killer.start();
    return killer;
  }

  private static Modification description(int number) {
    return new Modification(ModificationType.REPLACE, "description", Integer.toString(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--prot 389",
        "--port many",
        "--port 70000",
        "--port 4000 --ldaps-port 4000",
        "--users -1",
        "--ldif /no/such/file.ldif",
        "--work-dir /etc/hostname",
        "stray"
      })
  void badOptionsGiveOneErrorAndExitTwo(String line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        EmbeddedLdapCommand.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            line.split(" "));
    assertThat(code).isEqualTo(2);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("embedded-ldap: ");
  }

  @Test
  void ldifThatCannotBeLoadedIsNamedAndExitsOne() throws Exception {
    Path ldif = temp.resolve("broken.ldif");
    Files.writeString(ldif, "this is no LDIF\n");
    Process process = launch("--ldif", ldif.toString());
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(temp.resolve("stderr")))
        .contains("broken.ldif")
        .doesNotContain("\tat ");
  }
}
