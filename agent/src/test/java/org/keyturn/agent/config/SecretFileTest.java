package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.security.auth.module.UnixSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;

@DisplayName("A file that holds a secret")
final class SecretFileTest {

  @TempDir Path temp;
  private ConfigFolder folder;
  private SecretSource source;

  @BeforeEach
  void installed() {
    folder = new ConfigFolder(temp);
    source = SecretFile.file(folder.secret);
  }

  @ParameterizedTest
  @CsvSource({
    "s3cret,s3cret",
    "s3cret\\n,s3cret",
    "s3cret\\r\\n,s3cret",
    "' a b ',' a b '",
    "x\\n\\n,x\\n",
    "\\nx,\\nx",
    "pä€😀,pä€😀"
  })
  void loses_one_line_break_at_its_end_and_nothing_else(String written, String read) {
    folder.writeSecret(unescape(written).getBytes(StandardCharsets.UTF_8));

    try (Secret secret = source.read()) {
      assertThat(secret.sameAs(Secret.of(unescape(read)))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------"})
  void may_be_read_by_its_owner(String mode) {
    ConfigFolder.mode(folder.secret, mode);

    source.read().close();
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r--r--,0644",
    "rw----r--,0604",
    "rw-r-----,0640",
    "rw--w----,0620",
    "rw-----w-,0602",
    "rwx--x---,0710"
  })
  void is_refused_where_others_have_any_right(String mode, String octal) {
    ConfigFolder.mode(folder.secret, mode);

    assertThatThrownBy(source::read)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "file %1$s: %1$s can be read or changed by others (mode %2$s), chmod 600 %1$s"
                .formatted(folder.secret, octal));
  }

  @Test
  void is_checked_each_time_it_is_read() {
    source.read().close();
    ConfigFolder.mode(folder.secret, "rw-r--r--");

    assertThatThrownBy(source::read).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void is_read_anew_each_time() {
    source.read().close();
    folder.writeSecret("rotated".getBytes(StandardCharsets.UTF_8));

    try (Secret secret = source.read()) {
      assertThat(secret.sameAs(Secret.of("rotated"))).isTrue();
    }
  }

  @Test
  void is_refused_where_it_is_a_link_even_to_a_good_one() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder.secret);

    assertThatThrownBy(SecretFile.file(link)::read).hasMessageContaining("is a symbolic link");
  }

  @Test
  void is_refused_where_it_is_a_pipe_without_waiting_for_a_writer() throws Exception {
    Path pipe = temp.resolve("pipe");
    Fifo.make(pipe);

    assertThatThrownBy(SecretFile.file(pipe)::read).hasMessageContaining("is a pipe");
  }

  @Test
  void is_refused_where_it_is_a_folder_or_missing() {
    assertThatThrownBy(SecretFile.file(temp)::read).hasMessageContaining("is a folder");
    assertThatThrownBy(SecretFile.file(temp.resolve("none"))::read)
        .hasMessageContaining("does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void is_refused_where_it_is_empty(String content) {
    folder.writeSecret(content.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(source::read).hasMessageContaining("is empty");
  }

  @Test
  void may_have_64_kB_and_no_byte_more() {
    byte[] content = new byte[64 * 1024];
    Arrays.fill(content, (byte) 'x');
    folder.writeSecret(content);
    source.read().close();

    folder.writeSecret(Arrays.copyOf(content, content.length + 1));
    assertThatThrownBy(source::read).hasMessageContaining("has 65537 bytes, keep it within 65536");
  }

  @Test
  void is_refused_where_it_is_not_utf8_instead_of_becoming_another_password() {
    folder.writeSecret("p\u00e4ss".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(source::read).hasMessageContaining("is not UTF-8");
  }

  @Test
  void is_refused_where_it_belongs_to_somebody_else() throws Exception {
    assumeThat(new UnixSystem().getUid()).as("only root can give a file away").isZero();
    Files.setAttribute(folder.secret, "unix:uid", 4711);

    assertThatThrownBy(source::read).hasMessageContaining("belongs to another user (4711)");
  }

  @Test
  void may_be_readable_by_its_group_only_as_a_systemd_credential() {
    SecretSource credential = SecretFile.credential(temp, "bind.pw");
    ConfigFolder.mode(folder.secret, "r--r-----");
    credential.read().close();
    assertThatThrownBy(source::read).isInstanceOf(IllegalStateException.class);

    ConfigFolder.mode(folder.secret, "rw-rw----");
    assertThatThrownBy(credential::read).hasMessageContaining("mode 0660");
    ConfigFolder.mode(folder.secret, "r--r--r--");
    assertThatThrownBy(credential::read).hasMessageContaining("mode 0444");
  }

  @Test
  void never_shows_what_it_holds() {
    assertThat(source).hasToString("file " + folder.secret);
    assertThat(source.describe()).doesNotContain("s3cret");
  }

  private static String unescape(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r");
  }
}
