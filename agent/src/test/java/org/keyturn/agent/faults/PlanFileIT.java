package org.keyturn.agent.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Promise 9: what is applied is the frozen plan, or less. */
final class PlanFileIT extends FaultPhase {

  private static final String CHECKSUM = "\"checksum\":\"";

  @Override
  int people() {
    return 4;
  }

  private Path plan() {
    Path file = room().resolve("plan.json");
    keyturn().run("plan", "reset", "--filter", CONTRACTORS, "-f", file.toString()).expect(0);
    return file;
  }

  private Ended apply(Path file) {
    return keyturn().run("-o", "json", "apply", file.toString(), "-y");
  }

  @Test
  void oneChangedByteAnywhereIsRefused() throws IOException {
    Path file = plan();
    byte[] whole = Files.readAllBytes(file);
    String text = new String(whole, UTF_8);
    Map<String, Integer> places = new LinkedHashMap<>();
    places.put("the format", 3);
    places.put("the checksum", text.indexOf(CHECKSUM) + CHECKSUM.length() + 5);
    places.put("the header", text.indexOf("\"mustChange\":") + 13);
    places.put("an account", text.indexOf("\"dn\":\"uid=user") + 18);
    places.put("white space", text.indexOf('\n'));
    places.put("the end", whole.length - 1);
    for (Map.Entry<String, Integer> place : places.entrySet()) {
      byte[] changed = whole.clone();
      changed[place.getValue()] ^= 1;
      Files.write(file, changed);

      assertThat(apply(file).exit()).as(place.getKey()).isEqualTo(2);
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThat(apply(file).exit()).isEqualTo(2);
    Files.writeString(file, text + "\n");
    assertThat(apply(file).exit()).isEqualTo(2);
    assertThat(writes()).isEmpty();

    Files.write(file, whole);
    allWell(apply(file));
  }

  @Test
  void aPlanIsAppliedOnce() {
    Path file = plan();
    Ended first = apply(file);
    allWell(first);

    assertThat(apply(file).expect(2).err()).contains(first.run());
    eachOnce();
  }

  @Test
  void anOldPlanIsRefused() throws IOException {
    Path file = plan();
    String text = Files.readString(file);
    int at = text.indexOf("\"validUntil\":\"") + 14;
    String until = text.substring(at, text.indexOf('"', at));
    String past = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS).toString();
    Files.writeString(file, signed(text.replace(until, past)));

    assertThat(apply(file).expect(2).err()).contains("was good until");
    assertThat(writes()).isEmpty();

    Files.writeString(file, signed(text)); // the signing is not what was refused
    allWell(apply(file));
  }

  /** As the plan's own writer does. */
  private static String signed(String text) {
    int at = text.indexOf(CHECKSUM) + CHECKSUM.length();
    String zeros = text.substring(0, at) + "0".repeat(64) + text.substring(at + 64);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(zeros.getBytes(UTF_8));
      return text.substring(0, at) + HexFormat.of().formatHex(hash) + text.substring(at + 64);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
