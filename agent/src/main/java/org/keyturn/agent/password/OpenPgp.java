package org.keyturn.agent.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.keyturn.agent.account.Secret;
import org.pgpainless.PGPainless;
import org.pgpainless.algorithm.CompressionAlgorithm;
import org.pgpainless.algorithm.SymmetricKeyAlgorithm;
import org.pgpainless.encryption_signing.EncryptionOptions;
import org.pgpainless.encryption_signing.ProducerOptions;
import org.pgpainless.util.Passphrase;

/**
 * Seals a file for people who are not here: each recipient opens it with their own key, and whoever
 * knows the passphrase with that. AES-256 with a modification detection code (RFC 4880, 5.13),
 * which {@code gpg -d} opens. Thread-safe while the passphrase is not wiped.
 */
public final class OpenPgp {

  private final List<PGPPublicKeyRing> recipients;
  private final Optional<Secret> passphrase;
  private final Instant validAt;

  private OpenPgp(List<PGPPublicKeyRing> recipients, Optional<Secret> passphrase, Instant validAt) {
    this.recipients = List.copyOf(recipients);
    this.passphrase = passphrase;
    this.validAt = validAt;
  }

  /**
   * Takes certificates ("public keys"), armoured or not, several in one text or file.
   *
   * @param certificates as {@code gpg --export} writes them
   * @param passphrase stays the caller's, who wipes it when nothing more is to be sealed
   * @param validAt when a key must not have been expired: what was begun with it is ended with it
   * @throws SealException where one is no certificate, is a private key, or cannot be encrypted
   *     for: expired, revoked, for signing alone
   */
  public static OpenPgp of(
      List<byte[]> certificates, Optional<Secret> passphrase, Instant validAt) {
    List<PGPPublicKeyRing> all = new ArrayList<>();
    certificates.forEach(certificate -> all.addAll(read(certificate)));
    OpenPgp sealing = new OpenPgp(all, passphrase, validAt);
    if (all.isEmpty() && passphrase.isEmpty()) {
      throw new SealException("nobody could open it: there is neither a key nor a passphrase");
    }
    all.forEach(sealing::expectUsable);
    return sealing;
  }

  private static List<PGPPublicKeyRing> read(byte[] certificate) {
    List<PGPPublicKeyRing> rings = new ArrayList<>();
    try {
      if (new String(certificate, UTF_8).contains("PRIVATE KEY BLOCK")) {
        throw new SealException("it is a private key; export the public one: gpg --export");
      }
      PGPainless.readKeyRing()
          .publicKeyRingCollection(new ByteArrayInputStream(certificate))
          .forEach(rings::add);
    } catch (IOException | RuntimeException e) {
      throw e instanceof SealException own
          ? own
          : new SealException("it is no OpenPGP public key; write one with gpg --export", e);
    }
    if (rings.isEmpty()) {
      throw new SealException("it holds no OpenPGP public key; write one with gpg --export");
    }
    return rings;
  }

  private void expectUsable(PGPPublicKeyRing ring) {
    try {
      options().addRecipient(ring);
    } catch (RuntimeException e) {
      throw new SealException(
          "nothing can be encrypted for the key "
              + Long.toHexString(ring.getPublicKey().getKeyID())
              + ": it is expired, revoked or not for encryption",
          e);
    }
  }

  private EncryptionOptions options() {
    return EncryptionOptions.encryptDataAtRest().setEvaluationDate(Date.from(validAt));
  }

  /** The certificates as one armoured text, which {@link #of} takes again; may be empty. */
  public String certificates() {
    StringBuilder text = new StringBuilder();
    for (PGPPublicKeyRing ring : recipients) {
      text.append(PGPainless.asciiArmor(ring)).append('\n');
    }
    return text.toString();
  }

  /**
   * Begins one message; it is whole once it is closed.
   *
   * @param name what {@code gpg} calls the content
   * @return closes {@code out} with itself
   */
  public OutputStream seal(OutputStream out, String name) throws IOException {
    EncryptionOptions options = options();
    recipients.forEach(options::addRecipient);
    passphrase.ifPresent(
        secret -> secret.withChars(c -> options.addMessagePassphrase(new Passphrase(c.clone()))));
    options.overrideEncryptionAlgorithm(SymmetricKeyAlgorithm.AES_256);
    try {
      return new Message(
          PGPainless.encryptAndOrSign()
              .onOutputStream(out)
              .withOptions(
                  ProducerOptions.encrypt(options)
                      .setAsciiArmor(false)
                      // How well rows compress says something about them.
                      .overrideCompressionAlgorithm(CompressionAlgorithm.UNCOMPRESSED)
                      .setFileName(name)),
          out);
    } catch (PGPException e) {
      throw new IOException("cannot encrypt: " + e.getMessage(), e);
    }
  }

  /** PGPainless ends its message, and leaves what is below it open. */
  private static final class Message extends OutputStream {
    private final OutputStream message;
    private final OutputStream below;

    Message(OutputStream message, OutputStream below) {
      this.message = message;
      this.below = below;
    }

    @Override
    public void write(int b) throws IOException {
      message.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      message.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      message.close();
      below.close();
    }
  }
}
