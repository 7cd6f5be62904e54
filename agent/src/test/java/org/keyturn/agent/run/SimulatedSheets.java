package org.keyturn.agent.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.keyturn.agent.password.OpenPgp;
import org.pgpainless.PGPainless;
import org.pgpainless.algorithm.KeyFlag;
import org.pgpainless.decryption_verification.ConsumerOptions;
import org.pgpainless.decryption_verification.DecryptionStream;
import org.pgpainless.key.generation.KeySpec;
import org.pgpainless.key.generation.type.KeyType;
import org.pgpainless.key.generation.type.eddsa_legacy.EdDSALegacyCurve;
import org.pgpainless.key.generation.type.xdh_legacy.XDHLegacySpec;

/** Sheets under a key that is there for one test run. */
final class SimulatedSheets {

  private final PGPSecretKeyRing key;
  private final OpenPgp seal;

  SimulatedSheets() {
    try {
      this.key =
          PGPainless.buildKeyRing()
              .setPrimaryKey(
                  KeySpec.getBuilder(
                      KeyType.EDDSA_LEGACY(EdDSALegacyCurve._Ed25519),
                      KeyFlag.CERTIFY_OTHER,
                      KeyFlag.SIGN_DATA))
              .addSubkey(
                  KeySpec.getBuilder(
                      KeyType.XDH_LEGACY(XDHLegacySpec._X25519),
                      KeyFlag.ENCRYPT_STORAGE,
                      KeyFlag.ENCRYPT_COMMS))
              .addUserId("operator")
              // Simulated clocks are set far from here.
              .setExpirationDate(Date.from(Instant.parse("2150-01-01T00:00:00Z")))
              .build();
      this.seal =
          OpenPgp.of(
              List.of(PGPainless.extractCertificate(key).getEncoded()),
              Optional.empty(),
              Instant.parse("2060-01-01T00:00:00Z"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OpenPgp seal() {
    return seal;
  }

  /** The passwords of a sheet, by the account that a simulated password names; none, if none. */
  Map<String, String> rows(Path sheet) {
    Map<String, String> rows = new HashMap<>();
    if (!Files.exists(sheet)) {
      return rows;
    }
    try (InputStream in = Files.newInputStream(sheet);
        DecryptionStream clear =
            PGPainless.decryptAndOrVerify()
                .onInputStream(in)
                .withOptions(ConsumerOptions.get().addDecryptionKey(key))) {
      for (String line : new String(clear.readAllBytes(), UTF_8).lines().toList()) {
        for (String cell : line.split(",", -1)) {
          if (cell.startsWith("Pw-")) {
            rows.put(cell.replaceAll("^Pw-\\d+-|-Xq$", ""), cell);
          }
        }
      }
      return rows;
    } catch (Exception e) {
      throw new IllegalStateException("the sheet " + sheet + " does not open", e);
    }
  }
}
