package org.keyturn.agent.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Secret;

class SealerTest {

  private static final String TEXT = "Tr7-wLq9_zHc3+ky🦊";

  @TempDir Path store;
  private Path key;
  private Sealer sealer;

  @BeforeEach
  void open() {
    key = store.resolve("seal.key");
    sealer = new Sealer(store);
  }

  private byte[] seal(String text) {
    try (Secret secret = Secret.of(text)) {
      return sealer.seal(secret, "run-1", "account-1");
    }
  }

  private static String open(Sealer sealer, byte[] sealed, String run, String account) {
    try (Secret secret = sealer.open(sealed, run, account)) {
      return secret.withChars(String::new);
    }
  }

  @Test
  void what_was_sealed_opens_also_for_another_process_and_never_reads_the_same_twice() {
    byte[] once = seal(TEXT);
    byte[] twice = seal(TEXT);
    assertThat(open(new Sealer(store), once, "run-1", "account-1")).isEqualTo(TEXT);
    assertThat(open(sealer, twice, "run-1", "account-1")).isEqualTo(TEXT);
    assertThat(once)
        .isNotEqualTo(twice)
        .hasSize(1 + 12 + TEXT.getBytes(StandardCharsets.UTF_8).length + 16);
    assertThat(new String(once, StandardCharsets.ISO_8859_1)).doesNotContain("Tr7-");
    assertThat(open(sealer, seal(""), "run-1", "account-1")).isEmpty();
  }

  @Test
  void every_flipped_bit_and_every_missing_byte_is_refused() {
    byte[] sealed = seal(TEXT);
    for (int at = 0; at < sealed.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = sealed.clone();
        changed[at] ^= (byte) (1 << bit);
        assertRefused(changed, "run-1", "account-1");
      }
      assertRefused(Arrays.copyOf(sealed, at), "run-1", "account-1");
    }
    assertRefused(Arrays.copyOf(sealed, sealed.length + 1), "run-1", "account-1");
  }

  @Test
  void it_opens_for_its_own_run_and_account_alone() {
    byte[] sealed = seal(TEXT);
    assertRefused(sealed, "run-2", "account-1");
    assertRefused(sealed, "run-1", "account-2");
    // The border between the two names counts.
    assertRefused(sealed, "run-1a", "ccount-1");
    assertRefused(sealed, "", "run-1account-1");
  }

  private void assertRefused(byte[] sealed, String run, String account) {
    assertThatThrownBy(() -> sealer.open(sealed, run, account))
        .isInstanceOf(SealException.class)
        .hasMessageContaining(account)
        .hasMessageNotContaining(TEXT);
  }

  @Test
  void another_key_is_told_by_its_file() throws IOException {
    byte[] sealed = seal(TEXT);
    Files.write(key, new byte[SealKey.SIZE]);
    assertThatThrownBy(() -> new Sealer(store).open(sealed, "run-1", "account-1"))
        .isInstanceOf(SealException.class)
        .hasMessageContaining(key.toString())
        .hasMessageContaining("another key");
  }

  @Test
  void the_key_is_made_at_the_first_sealing_for_its_owner_alone() throws IOException {
    assertThat(key).doesNotExist();
    seal(TEXT);
    assertThat(key).isRegularFile().hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(store).isDirectoryNotContaining(p -> !p.equals(key));
  }

  @Test
  void a_store_folder_that_is_not_there_yet_is_made_for_its_owner_alone() throws IOException {
    Path folder = store.resolve("new");
    try (Secret secret = Secret.of(TEXT)) {
      new Sealer(folder).seal(secret, "r", "a");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void opening_never_makes_a_key() throws IOException {
    byte[] sealed = seal(TEXT);
    Files.delete(key);
    assertThatThrownBy(() -> new Sealer(store).open(sealed, "run-1", "account-1"))
        .isInstanceOf(SealException.class)
        .hasMessageContaining(key + " is missing");
    assertThat(key).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwx------", "rw-rw-rw-"})
  void a_key_that_others_can_use_is_refused(String mode) throws IOException {
    seal(TEXT);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    assertUnusable("chmod 600 " + key);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 64})
  void a_key_of_another_size_is_refused(int size) throws IOException {
    seal(TEXT);
    Files.write(key, new byte[size]);
    assertUnusable(size + " bytes");
  }

  @Test
  void a_key_that_is_a_link_is_refused_wherever_it_leads() throws IOException {
    seal(TEXT);
    Path elsewhere = store.resolve("elsewhere");
    Files.move(key, elsewhere);
    Files.createSymbolicLink(key, elsewhere);
    assertUnusable("symbolic link");
    Files.delete(elsewhere);
    assertUnusable("symbolic link");
    assertThat(Files.exists(elsewhere, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void a_key_that_is_a_folder_is_refused() throws IOException {
    Files.createDirectory(key);
    assertUnusable("is not a file");
  }

  private void assertUnusable(String expected) {
    Sealer fresh = new Sealer(store);
    try (Secret secret = Secret.of(TEXT)) {
      assertThatThrownBy(() -> fresh.seal(secret, "run-1", "account-1"))
          .isInstanceOf(SealException.class)
          .hasMessageContaining(key.toString())
          .hasMessageContaining(expected);
    }
  }

  @Test
  void sealers_that_start_together_share_one_key() throws Exception {
    int count = 8;
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(count);
    try {
      List<Future<byte[]>> sealed = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Callable<byte[]> task =
            () -> {
              start.await();
              try (Secret secret = Secret.of(TEXT)) {
                return new Sealer(store).seal(secret, "r", "a");
              }
            };
        sealed.add(pool.submit(task));
      }
      start.countDown();
      Set<String> opened = new HashSet<>();
      for (Future<byte[]> one : sealed) {
        opened.add(open(sealer, one.get(), "r", "a"));
      }
      assertThat(opened).containsExactly(TEXT);
    } finally {
      pool.shutdownNow();
    }
  }
}
