package org.keyturn.agent.password;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;

/**
 * Seals secrets at rest with AES-256-GCM, so that a copy of the ledger without {@code seal.key}
 * tells no password, and a sealed one serves no other run or account.
 *
 * <pre>
 *   offset  0        1            13                       n-16      n
 *           +--------+------------+------------------------+---------+
 *           | format | nonce      | ciphertext             | tag     |
 *           | 1      | 12, random | as long as the UTF-8   | 16      |
 *           +--------+------------+------------------------+---------+
 *
 *   associated data, authenticated and not stored:
 *           | format | length of run, 4, big-endian | run, UTF-8 | account, UTF-8 |
 * </pre>
 *
 * <p>Random nonces are safe for 2^32 secrets under one key (NIST SP 800-38D, 8.3). The key is read
 * at the first use and created at the first sealing. Thread-safe.
 */
public final class Sealer {

  private static final byte FORMAT = 1;
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final SealKey file;
  private @Nullable SecretKeySpec key;
  private @Nullable SecureRandom random;

  /**
   * @param store the ledger's folder; the key becomes its {@code seal.key}. Nothing is touched yet
   */
  public Sealer(Path store) {
    this.file = new SealKey(store.resolve("seal.key"));
  }

  /**
   * Seals it for one run and account.
   *
   * @throws SealException where the key file cannot be made or must not be trusted
   */
  public byte[] seal(Secret secret, String run, String account) {
    byte[] nonce = new byte[NONCE];
    SecretKeySpec sealing = sealingKey(nonce);
    return secret.withUtf8(
        plain -> {
          try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, sealing, nonce, run, account);
            ByteBuffer sealed = ByteBuffer.allocate(1 + NONCE + plain.length + TAG);
            sealed.put(FORMAT).put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), sealed);
            return sealed.array();
          } catch (GeneralSecurityException e) {
            throw new SealException("this Java cannot seal with AES-256-GCM", e);
          }
        });
  }

  /**
   * Opens what {@link #seal} made for the same run and account.
   *
   * @return the caller's to close
   * @throws SealException where it was changed, belongs to another run or account, or was sealed
   *     with another key; names the key file
   */
  public Secret open(byte[] sealed, String run, String account) {
    if (sealed.length < 1 + NONCE + TAG || sealed[0] != FORMAT) {
      throw new SealException(
          "the sealed secret of account %s in run %s is damaged: it has no known format"
              .formatted(account, run));
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, openingKey(), nonce, run, account);
      byte[] plain = cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
      try {
        return Secret.ofUtf8(plain);
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    } catch (AEADBadTagException e) {
      throw new SealException(
          ("the sealed secret of account %s in run %s does not open with %s: it was changed, or"
                  + " another key sealed it")
              .formatted(account, run, file.file()),
          e);
    } catch (GeneralSecurityException e) {
      throw new SealException("this Java cannot open AES-256-GCM", e);
    }
  }

  private static Cipher cipher(
      int mode, SecretKeySpec key, byte[] nonce, String run, String account)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    byte[] runBytes = run.getBytes(StandardCharsets.UTF_8);
    cipher.updateAAD(new byte[] {FORMAT});
    cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(0, runBytes.length));
    cipher.updateAAD(runBytes);
    cipher.updateAAD(account.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private synchronized SecretKeySpec sealingKey(byte[] nonce) {
    if (random == null) {
      random = new SecureRandom();
    }
    random.nextBytes(nonce);
    if (key == null) {
      key = file.read().orElseGet(file::create);
    }
    return key;
  }

  /** Never creates one: a new key opens nothing. */
  private synchronized SecretKeySpec openingKey() {
    if (key == null) {
      Optional<SecretKeySpec> found = file.read();
      key =
          found.orElseThrow(
              () ->
                  new SealException(
                      file.file() + " is missing: what was sealed with it cannot be opened"));
    }
    return key;
  }
}
