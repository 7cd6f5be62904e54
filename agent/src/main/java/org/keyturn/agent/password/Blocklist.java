package org.keyturn.agent.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The passwords that everybody tries first: a built-in list and, beside it, a file of the operator.
 * Both are loaded at the first question. Entries are kept as sorted 64-bit hashes, so that a
 * password is looked up without becoming a string, and a million entries cost 8 MB; a false alarm
 * has a chance of about one in 10^12.
 *
 * <p>A password is refused when it, or what is left without the digits and signs around it, or the
 * piece that it repeats, is on the list, read plainly or with look-alikes as letters. Thread-safe.
 */
final class Blocklist {

  /** What is left of a password without its digits says little when it is shorter. */
  private static final int SHORTEST_CORE = 4;

  private static final int LONGEST_LINE = 256;

  private final Optional<Path> file;
  private long @Nullable [] own;

  Blocklist(Optional<Path> file) {
    this.file = file;
  }

  /**
   * @throws UncheckedIOException where the operator's file cannot be read, with a sentence
   */
  boolean refuses(Folded password) {
    char[] plain = password.readings()[0];
    for (char[] reading : password.readings()) {
      if (refuses(plain, reading)) {
        return true;
      }
    }
    return false;
  }

  /** Where the core begins and ends is told from the plain text; there a digit is still one. */
  private boolean refuses(char[] plain, char[] text) {
    if (holds(text, 0, text.length) || holds(text, 0, repeatedPiece(text))) {
      return true;
    }
    int start = 0;
    while (start < plain.length && !Character.isLetter(plain[start])) {
      start++;
    }
    // From the whole to the bare letters: a trailing "0" may be an "o" or the first of "01".
    for (int end = text.length; end >= SHORTEST_CORE; end--) {
      if (holdsCore(text, 0, end) || holdsCore(text, start, end)) {
        return true;
      }
      if (Character.isLetter(plain[end - 1])) {
        break;
      }
    }
    return false;
  }

  private boolean holdsCore(char[] text, int start, int end) {
    return end - start >= SHORTEST_CORE && holds(text, start, end);
  }

  private boolean holds(char[] text, int start, int end) {
    long hash = hash(text, start, end);
    return Arrays.binarySearch(BuiltIn.HASHES, hash) >= 0 || Arrays.binarySearch(own(), hash) >= 0;
  }

  /** The length of the shortest piece whose repetition the text is; its whole length if none. */
  private static int repeatedPiece(char[] text) {
    for (int piece = 1; piece <= text.length / 2; piece++) {
      int i = piece;
      while (i < text.length && text[i] == text[i - piece]) {
        i++;
      }
      if (i == text.length) {
        return piece;
      }
    }
    return text.length;
  }

  private synchronized long[] own() {
    if (own == null) {
      own = file.map(Blocklist::read).orElseGet(() -> new long[0]);
    }
    return own;
  }

  private static long[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the blocklist " + file + " cannot be read", e);
    }
  }

  /** Bytes that are not UTF-8 (old lists are Latin-1) are replaced, not refused. */
  private static long[] read(InputStream in) throws IOException {
    LongStream.Builder hashes = LongStream.builder();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String entry = line.strip();
      if (!entry.isEmpty() && entry.length() <= LONGEST_LINE) {
        char[] folded = entry.toCharArray();
        for (int i = 0; i < folded.length; i++) {
          folded[i] = Folded.fold(folded[i]);
        }
        hashes.add(hash(folded, 0, folded.length));
      }
    }
    return hashes.build().sorted().distinct().toArray();
  }

  /** FNV-1a over the UTF-16 units, then mixed as in SplitMix64. */
  private static long hash(char[] text, int start, int end) {
    long hash = 0xcbf29ce484222325L;
    for (int i = start; i < end; i++) {
      hash = (hash ^ text[i]) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  /** The built-in list, loaded when it is first asked. */
  private static final class BuiltIn {
    static final long[] HASHES = load();

    private static long[] load() {
      try (InputStream in = Blocklist.class.getResourceAsStream("common-passwords.txt")) {
        if (in == null) {
          throw new IllegalStateException("common-passwords.txt is not in the jar");
        }
        return read(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
