package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.template.TemplateException;

class TemplatesTest {

  @TempDir Path own;

  private static Map<String, Object> values(boolean mustChange, String help) {
    Map<String, Object> values = new HashMap<>();
    values.putAll(
        Map.of(
            "name",
            "Fenna de Vries",
            "login",
            "f.vries",
            "directory",
            "corp",
            "organisation",
            "Contoso",
            "help",
            help,
            "language",
            "en",
            "password",
            "Tr7-w&<q>9_zHc3",
            "mustChange",
            mustChange));
    values.putAll(
        Map.of(
            "code",
            "7K2M-Q9XD",
            "address",
            "f••••@h••••.net",
            "link",
            "https://password.contoso.com/claim?link=1f"));
    values.putAll(
        Map.of("date", "Tuesday 8 December", "time", "14:30", "zone", "UTC", "in", "in 14 days"));
    return values;
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String wordsOfHtml(String html) {
    return words(
        html.substring(html.indexOf("<body>"))
            .replaceAll("<[^>]*>", " ")
            .replace("&#39;", "'")
            .replace("&#x3D;", "=")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"));
  }

  @ParameterizedTest
  @EnumSource(MessageKind.class)
  void html_says_the_same_words_as_the_text(MessageKind kind) {
    Templates templates = new Templates(Optional.empty());
    for (Language language : Language.values()) {
      for (boolean mustChange : new boolean[] {true, false}) {
        for (String help : new String[] {"The helpdesk, 020 555 0100.", ""}) {
          Templates.Rendered mail = templates.render(kind, language, values(mustChange, help));
          assertThat(wordsOfHtml(mail.html())).isEqualTo(words(mail.text()));
          assertThat(mail.text()).contains("Fenna de Vries", "f.vries", "Contoso").contains(help);
          assertThat(mail.subject() + mail.text()).doesNotContain("{{", "}}", "<p>");
          // One link, to our own page, and nothing that is fetched.
          assertThat(mail.html().replace("https://password.contoso.com/claim?link&#x3D;1f", ""))
              .doesNotContain("{{", "http:", "https:", "src=", "url(", "<script");
          assertThat(mail.text().contains("https://"))
              .isEqualTo(
                  kind == MessageKind.PASSWORD_CLAIM || kind == MessageKind.ACCOUNT_RESTORED);
          assertThat(mail.text().contains("7K2M-Q9XD")).isEqualTo(kind.tellsCode());
        }
      }
    }
    assertThat(templates.problems()).isEmpty();
  }

  @Test
  void only_the_password_mail_has_the_password() {
    Templates templates = new Templates(Optional.empty());
    for (MessageKind kind : MessageKind.values()) {
      Templates.Rendered mail = templates.render(kind, Language.ENGLISH, values(true, ""));
      assertThat(mail.text().contains("Tr7-w&<q>9_zHc3"))
          .isEqualTo(kind == MessageKind.PASSWORD_RESET);
      assertThat(mail.subject() + mail.toString()).doesNotContain("Tr7");
    }
  }

  @Test
  void an_own_file_goes_before_the_built_in_one_and_html_is_escaped() throws IOException {
    write("en/expired.txt", "Subject: {{organisation}}: too late\n\n{{name}}: <{{date}}>\n");
    write("en/expired.html", "<b>{{name}}</b>");
    Map<String, Object> values = values(true, "");
    values.put("name", "<script>\"'&{{login}}");
    Templates templates = new Templates(Optional.of(own));
    Templates.Rendered mail = templates.render(MessageKind.EXPIRED, Language.ENGLISH, values);
    assertThat(mail.subject()).isEqualTo("Contoso: too late");
    assertThat(mail.text()).isEqualTo("<script>\"'&{{login}}: <Tuesday 8 December>\n");
    assertThat(mail.html()).isEqualTo("<b>&lt;script&gt;&quot;&#39;&amp;{{login}}</b>");
    assertThat(templates.render(MessageKind.EXPIRED, Language.DUTCH, values).subject())
        .startsWith("Je wachtwoord is verlopen");
  }

  @Test
  void an_own_text_without_its_html_is_text_alone_and_an_own_layout_frames_all()
      throws IOException {
    write("en/expired.txt", "Subject: Expired\r\n\r\nExpired.\r\n");
    write("layout.html", "<body><i>{{organisation}}</i>{{$content}}{{/content}}</body>");
    Templates templates = new Templates(Optional.of(own));
    Templates.Rendered alone =
        templates.render(MessageKind.EXPIRED, Language.ENGLISH, values(true, ""));
    assertThat(alone.text()).isEqualTo("Expired.\n");
    assertThat(alone.html()).isEmpty();
    assertThat(templates.render(MessageKind.MUST_CHANGE, Language.ENGLISH, values(true, "")).html())
        .startsWith("<body><i>Contoso</i>")
        .contains("Hello Fenna de Vries");
  }

  @Test
  void an_own_ending_stands_in_every_mail_of_its_language_and_own_mails_need_none()
      throws IOException {
    write("en/where-to-ask.txt", "Ask {{help}} at the desk\n");
    write("en/where-to-ask.html", "<p>Ask {{help}} at the desk</p>\n");
    write("en/expired.txt", "Subject: Expired\n\nAsk nobody.\n");
    Map<String, Object> values = values(true, "<Ann>");
    Templates templates = new Templates(Optional.of(own));
    Templates.Rendered mail = templates.render(MessageKind.MUST_CHANGE, Language.ENGLISH, values);
    assertThat(mail.text()).contains("\n\nAsk <Ann> at the desk\n\nIs this mail really from us?");
    assertThat(mail.html()).contains("<p>Ask &lt;Ann&gt; at the desk</p>\n<h2>Is this mail");
    assertThat(templates.render(MessageKind.EXPIRED, Language.ENGLISH, values).text())
        .isEqualTo("Ask nobody.\n");
    assertThat(templates.render(MessageKind.MUST_CHANGE, Language.DUTCH, values).text())
        .contains("\nWaar kun je terecht?\n<Ann>\n");
    assertThat(templates.problems()).isEmpty();
  }

  @ParameterizedTest(name = "{0} ⇒ {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{{{name}}} | values are always escaped",
        "{{&name}} | values are always escaped",
        "{{ & name}} | values are always escaped",
        "{{=<% %>=}}<%& name %> | values are always escaped",
        "{{nmae}} | nmae",
        "{{name.class}} | name",
        "{{name.length}} | name",
        "{{#name}}{{hashCode}}{{/name}} | hashCode",
        "{{>../../etc/passwd}} | a template includes",
        "{{>nothing}} | there is no template nothing.html",
        "{{#help}} | help",
        "{{password}} | password",
      })
  void a_template_that_is_unsafe_or_wrong_is_told_and_never_rendered(String html, String expected)
      throws IOException {
    write("nl/expired.html", html);
    write("nl/expired.txt", "Subject: x\n\nx");
    Templates templates = new Templates(Optional.of(own));
    Map<String, Object> values = values(true, "x");
    values.remove("password");
    assertThatThrownBy(() -> templates.render(MessageKind.EXPIRED, Language.DUTCH, values))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(expected);
    assertThat(templates.problems())
        .singleElement()
        .asString()
        .contains("template")
        .contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Hello\n", "Subject: only"})
  void a_text_without_a_subject_line_is_told(String text) throws IOException {
    write("en/expired.txt", text);
    assertThat(new Templates(Optional.of(own)).problems())
        .singleElement()
        .asString()
        .contains("en/expired.txt");
  }

  private void write(String file, String text) throws IOException {
    Path path = own.resolve(file);
    Files.createDirectories(Optional.ofNullable(path.getParent()).orElseThrow());
    Files.writeString(path, text);
  }
}
