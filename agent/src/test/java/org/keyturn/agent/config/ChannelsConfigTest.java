package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.notify.EventKind;
import org.keyturn.agent.notify.SmsSettings;

/** Text messages, webhooks, hooks and signatures in the config. */
final class ChannelsConfigTest {

  private static final String URL = "url: \"https://sms.example.com/v1\"";
  private static final String FORM = ", form: {to: \"{number}\", text: \"{text}\"}";
  private static final String HOOK = "url: \"https://h.example.com\", secret: {file: bind.pw}";

  @TempDir Path temp;

  private ConfigFolder folder(String more) {
    ConfigFolder folder = new ConfigFolder(temp);
    folder.write(ConfigFolder.VALID + more + "\n");
    return folder;
  }

  @Test
  void areTakenAsTheyAreWritten() throws Exception {
    ConfigFolder folder =
        folder(
            "sms: {"
                + URL
                + ", headers: {X-Key: \"{secret}\"}, secret: {file: bind.pw}, country: NL,"
                + " body: '{\"to\": \"{digits}\"}'}\n"
                + "webhooks: {chat: {"
                + HOOK
                + ", events: [run-finished, account-changed]}}\n"
                + "hooks: {ticket: {program: on-brake, events: brake-tripped, timeout: 5s}}");
    ConfigFolder.mode(Files.writeString(temp.resolve("on-brake"), "#!/bin/sh\n"), "rwxr-xr-x");
    KeyturnConfig config = folder.load();
    assertThat(config.sms().orElseThrow().way()).isInstanceOf(SmsSettings.Http.class);
    assertThat(config.sms().orElseThrow().country()).contains("NL");
    assertThat(config.webhooks().values())
        .singleElement()
        .satisfies(
            w ->
                assertThat(w.events())
                    .containsExactlyInAnyOrder(EventKind.RUN_FINISHED, EventKind.ACCOUNT_CHANGED));
    assertThat(config.hooks()).containsOnlyKeys("ticket");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        row("sms: {}", "sms.url: is missing"),
        row("sms: {" + URL + "}", "sms.url: is sent nothing, write body: JSON, or form:"),
        row("sms: {url: \"http://sms.example.com\"" + FORM + "}", "unencrypted"),
        row("sms: {url: \"https://a:hunter2@sms.example.com\"" + FORM + "}", "holds a user name"),
        row("sms: {" + URL + FORM + ", mail: \"{number}@x.com\"}", "sms.url: stands beside mail"),
        row("sms: {" + URL + FORM + ", body: \"{}\"}", "sms.form: stands beside body"),
        row("sms: {" + URL + ", body: '{\"to\": {number}}'}", "sms.body: is no JSON at character"),
        row(
            "sms: {" + URL + ", body: '{\"to\": \"{phone}\"}'}",
            "sms.body: {phone} is nothing here; there are {digits}, {id}, {number}, {secret},"
                + " {text}"),
        row("sms: {" + URL + ", form: {to: \"{nr}\"}}", "sms.form: {nr} is nothing here"),
        row("sms: {" + URL + FORM + ", method: GET}", "would put the message into an address"),
        row("sms: {" + URL + FORM + ", headers: {Host: x}}", "\"Host\" is no header that can be"),
        row("sms: {" + URL + FORM + ", headers: {X: \"{text}\"}}", "{text} is nothing here"),
        row("sms: {" + URL + FORM + ", secret: hunter2}", "sms.secret: is written here"),
        row("sms: {" + URL + FORM + ", ok: \"(\"}", "sms.ok: is no regular expression"),
        row("sms: {" + URL + FORM + ", country: nl}", "sms.country: \"nl\" is no country"),
        row("sms: {mail: it@example.com}", "sms.mail: would send every message to one address"),
        row("webhooks: {}", "webhooks: is empty"),
        row("webhooks: {chat: {}}", "webhooks.chat.url: is missing"),
        row(
            "webhooks: {chat: {" + HOOK + ", events: run-ended}}",
            "\"run-ended\" is no event, the events are run-started, run-finished, run-stopped,"),
        row("webhooks: {chat: {" + HOOK + "}}", "webhooks.chat.events: is missing"),
        row("hooks: {t: {program: gone, events: run-finished}}", "gone does not exist"),
        row("hooks: {t: {program: bind.pw, events: run-finished}}", "bind.pw cannot be run"),
        row(
            "hooks: {t: {program: bind.pw, events: run-finished, timeout: 1h}}",
            "hooks.t.timeout: is more than 5 minutes"));
  }

  private static Arguments row(String yaml, String problem) {
    return Arguments.of(yaml, problem);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsMend(String yaml, String problem) {
    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder(yaml)::load);
    assertThat(thrown).as(yaml).isNotNull();
    assertThat(thrown.problems().stream().map(Problem::toString))
        .anyMatch(p -> p.contains(problem));
    assertThat(thrown.toString()).doesNotContain("hunter2");
  }

  @Test
  void textMessagesNeedWhatStandsInMail() {
    ConfigFolder folder = new ConfigFolder(temp);
    folder.write(
        ConfigFolder.VALID.replace("mail:\n  folder: mail\n", "sms: {" + URL + FORM + "}\n"));
    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);
    assertThat(thrown.problems()).singleElement().asString().contains("sms: needs mail beside it");
  }

  @Test
  void aSignatureIsForTheSendersDomainAndByAKey() {
    ConfigFolder folder = new ConfigFolder(temp);
    folder.write(
        ConfigFolder.VALID.replace(
            "mail:\n  folder: mail\n",
            "mail:\n  smtp: smtp://mail.example.com\n  from: it@example.com\n"
                + "  dkim: {domain: contoso.com, selector: k, key: {file: bind.pw}}\n"));
    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);
    assertThat(thrown.problems().stream().map(Problem::toString))
        .anyMatch(p -> p.contains("contoso.com cannot sign for example.com"))
        .anyMatch(p -> p.contains("mail.dkim.key: is no private key in PEM (PKCS#8)"));
  }
}
