package org.keyturn.agent.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The plan's document: one JSON object, the header's keys first, then the accounts, one a line.
 *
 * <pre>
 * {"format":"keyturn-plan-1","checksum":"64 hex digits","plan":"20261122-023000-7kq2","action":…,
 * "accounts":[
 * {"id":…,"dn":…,"login":…,"change":"force-change","reason":…,"outcome":"change","before":{…}},
 * …
 * ]}
 * </pre>
 *
 * The checksum is the SHA-256 of the whole document with sixty-four zeros in its own place. The
 * place is fixed, so that every byte of the file counts, white space included.
 */
final class PlanDocument {

  private static final byte[] START =
      "{\"format\":\"keyturn-plan-1\",\"checksum\":\"".getBytes(UTF_8);
  private static final int DIGITS = 64;
  private static final byte[] ZEROS = "0".repeat(DIGITS).getBytes(UTF_8);

  private PlanDocument() {}

  /**
   * Puts a header before spooled account lines and closes the document.
   *
   * @param spool account objects, each ended by a line feed
   * @return the plan, which owns {@code document}
   */
  static Plan compose(PlanHeader header, Path spool, Path document) {
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(document));
          InputStream accounts = new BufferedInputStream(Files.newInputStream(spool))) {
        out.write(START);
        out.write(ZEROS);
        out.write("\",".getBytes(UTF_8));
        out.write(PlanJson.headerFields(header).getBytes(UTF_8));
        out.write(",\"accounts\":[\n".getBytes(UTF_8));
        accounts.transferTo(out);
        out.write("]}\n".getBytes(UTF_8));
      }
      String checksum = checksumOf(document);
      try (var file = Files.newByteChannel(document, StandardOpenOption.WRITE)) {
        file.position(START.length);
        file.write(ByteBuffer.wrap(checksum.getBytes(UTF_8)));
      }
      return new Plan(header, checksum, document);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the plan: " + e.getMessage(), e);
    }
  }

  /** Verifies a copy and gives that out: the file may be changed while somebody is being asked. */
  static Plan read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new PlanException(file + ": there is no such plan file");
    }
    try {
      Path copy = Files.createTempFile("keyturn-plan-", ".json");
      try {
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        return verified(file, copy);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(copy);
        throw e;
      }
    } catch (IOException e) {
      throw new PlanException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Plan verified(Path file, Path copy) throws IOException {
    String stated = statedChecksum(file, copy);
    if (!MessageDigest.isEqual(stated.getBytes(UTF_8), checksumOf(copy).getBytes(UTF_8))) {
      throw new PlanException(
          file
              + ": its checksum does not match: the file was changed after it was planned. Make a"
              + " new plan");
    }
    return new Plan(PlanJson.readHeader(copy), stated, copy);
  }

  private static String statedChecksum(Path file, Path copy) throws IOException {
    try (InputStream in = Files.newInputStream(copy)) {
      byte[] start = in.readNBytes(START.length);
      byte[] digits = in.readNBytes(DIGITS);
      if (!Arrays.equals(start, START) || digits.length < DIGITS) {
        throw new PlanException(
            file + ": is not a plan that keyturn wrote (keyturn plan … -f FILE)");
      }
      return new String(digits, UTF_8);
    }
  }

  private static String checksumOf(Path file) throws IOException {
    MessageDigest sha = sha256();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      sha.update(in.readNBytes(START.length));
      in.skipNBytes(DIGITS);
      sha.update(ZEROS);
      try (InputStream rest = new DigestInputStream(in, sha)) {
        rest.transferTo(OutputStream.nullOutputStream());
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
