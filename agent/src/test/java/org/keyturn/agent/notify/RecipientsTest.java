package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipientsTest {

  @ParameterizedTest(name = "{0} ⇒ {1}")
  @CsvSource({
    "fenna@contoso.com, fenna@contoso.com",
    "Fenna.de-Vries+work@Contoso.COM, Fenna.de-Vries+work@contoso.com",
    "o'neil@contoso.com, o'neil@contoso.com",
    "anna@bücher.example, anna@xn--bcher-kva.example",
    "anna@mail.例え.jp, anna@mail.xn--r8jz45g.jp",
    "root@localhost, root@localhost",
  })
  void one_plain_address_is_taken(String text, String expected) {
    assertThat(Recipients.parse(text)).isEqualTo(new Recipients.One(expected));
  }

  static List<String> trickery() {
    return List.of(
        "",
        "   ",
        "fenna",
        "@contoso.com",
        "fenna@",
        "fenna@contoso.com,evil@example.org",
        "fenna@contoso.com, evil",
        "fenna@contoso.com;evil@example.org",
        "fenna@contoso.com\r\nBcc: evil@example.org",
        "fenna\r\n@contoso.com",
        "fenna@contoso.com\n",
        "fenna@contoso.com\0",
        " fenna@contoso.com",
        "Fenna <fenna@contoso.com>",
        "<fenna@contoso.com>",
        "fenna@contoso.com (evil)",
        "\"fenna,x\"@contoso.com",
        "group: fenna@contoso.com;",
        "evil@example.org@contoso.com",
        "evil@example.org＠contoso.com",
        "@example.org:fenna@contoso.com",
        "évelyne@contoso.com",
        "fenna@con toso.com",
        "fenna@contoso..com",
        "fenna@contoso.com.",
        "fenna@-contoso.com",
        "fenna@[127.0.0.1]",
        ".fenna@contoso.com",
        "fe..nna@contoso.com",
        "f".repeat(65) + "@contoso.com",
        "f".repeat(2_000) + "@contoso.com",
        "fenna@" + "c".repeat(64) + ".com",
        "fenna@" + "contoso.".repeat(31) + "com");
  }

  @ParameterizedTest
  @MethodSource("trickery")
  void everything_else_is_refused_with_a_sentence_that_quotes_nothing(String text) {
    assertThat(Recipients.parse(text))
        .isInstanceOfSatisfying(
            Recipients.Unusable.class,
            unusable ->
                assertThat(unusable.reason()).endsWith(".").doesNotContain("contoso", "evil"));
  }

  @ParameterizedTest(name = "{0} ⇒ {1}")
  @CsvSource({
    "fenna@contoso.com, f••••@c••••.com",
    "j@g.com, j••••@g••••.com",
    "anna@mail.contoso.co.uk, a••••@m••••.uk",
    "root@localhost, r••••@l••••",
    "fenna, ••••",
    "@contoso.com, ••••",
    "fenna@, ••••",
    "'', ••••",
  })
  void an_address_is_masked(String address, String expected) {
    assertThat(Recipients.mask(address)).isEqualTo(expected);
  }

  @Test
  void a_hostile_address_is_masked_to_one_line() {
    assertThat(Recipients.mask("\u001b[31m@\r\nx.\r\nc")).isEqualTo("••••@••••");
  }

  @ParameterizedTest(name = "{0} ⇒ {1}")
  @CsvSource({
    "+31612345642, +31 6 •• •• •• 42",
    "'+31 (6) 12-34 56 42', +31 6 •• •• •• 42",
    "06-12345642, 06 •• •• •• 42",
    "12345, ••••",
    "'', ••••",
  })
  void a_phone_number_is_masked(String number, String expected) {
    assertThat(Recipients.maskPhone(number)).isEqualTo(expected);
  }
}
