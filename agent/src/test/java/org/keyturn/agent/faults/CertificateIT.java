package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Fault 15: the server's certificate is another one, under way. */
final class CertificateIT extends FaultPhase {

  private static final String EXTENSIONS = "subjectAltName=IP:127.0.0.1,DNS:localhost";

  /** What is wrong with it, in a shell: ca.pem and ca.key are the lab's, and trusted. */
  private enum Certificate {
    EXPIRED(
        "faketime -f -400d openssl x509 -req -in x.csr -CA ca.pem -CAkey ca.key -CAcreateserial"
            + " -days 30 -out x.pem -extfile x.ext"),
    OF_ANOTHER_AUTHORITY(
        "openssl x509 -req -in x.csr -key x.key -days 30 -out x.pem -extfile x.ext"),
    FOR_ANOTHER_HOST(
        "openssl x509 -req -in x.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out x.pem"
            + " -extfile elsewhere.ext");

    private final String signing;

    Certificate(String signing) {
      this.signing = signing;
    }
  }

  private @Nullable Detour detour;

  @Override
  String way() {
    if (detour == null) {
      detour = new Detour(slapd().ldapsPort());
    }
    return "url: ldaps://127.0.0.1:" + detour.port() + "\n    trust: " + slapd().file("ca.pem");
  }

  @AfterEach
  void closeTheDetour() {
    Objects.requireNonNull(detour).close();
    detour = null;
  }

  @ParameterizedTest
  @EnumSource
  void fault15NothingIsToldToAServerThatIsNotTrustedAnyMore(Certificate wrong) {
    Detour way = Objects.requireNonNull(detour);
    try (Impostor impostor = new Impostor(identity(wrong))) {
      Keyturn.Launched launched = reset("--rate", "60/s");
      Waiting.until("it writes", () -> writes().size() > 20 || !launched.alive());
      Instant changed = Instant.now();
      way.to(impostor.port());

      Ended ended = launched.await().expect(3);

      assertThat(Duration.between(changed, Instant.now())).isLessThan(Duration.ofSeconds(30));
      assertThat(impostor.calls()).isPositive();
      assertThat(impostor.heard()).as("credentials, or anything").isZero();
      assertThat(ended.accounted()).isEqualTo(people());
      assertThat(ended.number("parked")).isPositive();
      assertThat(ended.err() + ended.out()).containsIgnoringCase("certif");

      assertThat(keyturn().run("resume").expect(3).err()).containsIgnoringCase("certif");
      assertThat(impostor.heard()).isZero();
    }
    way.to(slapd().ldapsPort());
    allWell(resume());
  }

  private Path identity(Certificate wrong) {
    String script =
        String.join(
            "\n",
            "set -e",
            "cd " + slapd().file("."),
            "echo " + EXTENSIONS + " > x.ext",
            "echo subjectAltName=IP:127.0.0.2,DNS:elsewhere.example.com > elsewhere.ext",
            "openssl ecparam -name prime256v1 -genkey -noout -out x.key",
            "openssl req -new -key x.key -subj /CN=localhost -out x.csr",
            wrong.signing,
            "openssl pkcs12 -export -inkey x.key -in x.pem -passout pass:changeit -out x.p12");
    try {
      Process process =
          new ProcessBuilder("sh", "-c", script)
              .redirectErrorStream(true)
              .redirectOutput(room().resolve("openssl.out").toFile())
              .start();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Slapd.read(room().resolve("openssl.out"))).isZero();
      return slapd().file("x.p12");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
