package org.keyturn.agent.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.password.OpenPgp;
import org.keyturn.agent.password.SealException;

/** The keys of those who can open what is sealed for people who are not here. */
public final class SheetKeys {

  private static final long LARGEST_KEY = 1 << 20;

  private SheetKeys() {}

  /**
   * @param files with OpenPGP certificates
   * @param passphrase stays the caller's
   * @param now when the keys must be good
   * @throws RunFailure where one cannot be used; each of them is named
   */
  public static OpenPgp seal(List<Path> files, Optional<Secret> passphrase, Instant now) {
    List<byte[]> certificates = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path key : files) {
      try {
        byte[] certificate = read(key);
        OpenPgp unused = OpenPgp.of(List.of(certificate), Optional.empty(), now);
        certificates.add(certificate);
      } catch (IOException | SealException e) {
        problems.add("the recipient's key " + key + ": " + why(e));
      }
    }
    if (!problems.isEmpty()) {
      throw new RunFailure(RunFailure.Kind.INPUT, String.join("\n", problems));
    }
    return OpenPgp.of(certificates, passphrase, now);
  }

  private static String why(Exception e) {
    return e instanceof NoSuchFileException
        ? "there is no such file"
        : String.valueOf(e.getMessage());
  }

  /** Whoever can exchange the key reads what is sealed for it. */
  private static byte[] read(Path key) throws IOException {
    if (!Files.exists(key)) {
      throw new NoSuchFileException(key.toString());
    }
    if (!Files.isRegularFile(key) || Files.size(key) > LARGEST_KEY) {
      throw new IOException("it is no file, or too large for a key");
    }
    if (Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("everybody may write it; chmod o-w");
    }
    return Files.readAllBytes(key);
  }
}
