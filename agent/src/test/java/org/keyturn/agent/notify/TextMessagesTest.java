package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;

/** From the outbox to a telephone. */
final class TextMessagesTest {

  /** GSM 03.38, the basic alphabet: with nothing else, 160 characters are one message. */
  private static final String GSM =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  @TempDir Path folder;
  private final MemoryOutbox outbox = new MemoryOutbox(People.NOW);
  private final List<Mail> mails = new ArrayList<>();
  private final List<TextMessage> texts = new ArrayList<>();

  private static NewMessage bySms(NewMessage m, String number) {
    return new NewMessage(
        m.dedupe() + number, m.kind(), Channel.SMS, number, m.language(), m.values(), m.sealed());
  }

  private static NewMessage mustChange(String language) {
    return Messages.mustChange("corp", "R1", 1, People.fenna(language), "fenna@contoso.com");
  }

  private Gateway.HandOver take(Mail mail) {
    mails.add(mail);
    return new Gateway.Taken();
  }

  private OutboxWorker worker(SmsSettings sms) {
    return new OutboxWorker(
        outbox,
        Couriers.toPeople(
            new Templates(Optional.empty()),
            People.settings(folder),
            "",
            this::take,
            sms,
            m -> Secret.ofUtf8(m.content().sealed())),
        new Random(7));
  }

  @Test
  void aMessageGoesByItsChannelAndByMailToAProviderWithTheNumberInItsAddress() {
    outbox.add(mustChange("en"));
    outbox.add(bySms(mustChange("nl"), "06 12345678"));
    SmsSettings sms =
        new SmsSettings(new SmsSettings.ByMail("{digits}@sms.example.com"), Optional.of("NL"));
    assertThat(worker(sms).deliverDue(People.NOW)).isEqualTo(2);
    assertThat(mails)
        .extracting(Mail::recipient)
        .containsExactly("fenna@contoso.com", "31612345678@sms.example.com");
    Mail text = mails.get(1);
    assertThat(text.subject()).isEmpty();
    assertThat(text.html()).isEmpty();
    assertThat(text.text()).startsWith("Contoso: als je weer inlogt als f.vries,");
    assertThat(text.messageId()).isEqualTo("<m2@keyturn.example>");
  }

  @Test
  void aNumberThatIsNoneIsParkedAndTheNextOneGoes() {
    outbox.add(bySms(mustChange("en"), "0612345678"));
    outbox.add(bySms(mustChange("en"), "+31612345678"));
    SmsSettings sms =
        new SmsSettings(new SmsSettings.ByMail("{digits}@sms.example.com"), Optional.empty());
    assertThat(worker(sms).deliverDue(People.NOW)).isEqualTo(1);
    assertThat(outbox.get(1).state()).isEqualTo(Message.State.PARKED);
    assertThat(outbox.get(1).error()).contains("sms.country").doesNotContain("0612345678");
  }

  @Test
  void aTextGatewayThatIsDownHoldsUpNoMail() {
    for (int i = 0; i < 30; i++) {
      outbox.add(bySms(mustChange("en"), "+3161234" + (5600 + i)));
    }
    outbox.add(mustChange("en"));
    Map<Channel, Courier> couriers = new EnumMap<>(Channel.class);
    MessageValues values = new MessageValues("Contoso", Optional.empty(), "");
    Templates templates = new Templates(Optional.empty());
    couriers.put(
        Channel.MAIL,
        new PersonCourier(
            values, m -> Secret.of(""), new MailWay(new MailWriter(templates), this::take)));
    couriers.put(
        Channel.SMS,
        new PersonCourier(
            values,
            m -> Secret.of(""),
            new TextWay(templates, new PhoneNumbers(Optional.empty()), new Down())));
    OutboxWorker worker = new OutboxWorker(outbox, couriers, new Random(7));
    assertThat(worker.deliverDue(People.NOW)).isEqualTo(1);
    assertThat(texts).hasSize(5);
    assertThat(worker.away()).isEmpty();
    assertThat(worker.away(Channel.SMS)).contains("Down.");
  }

  private final class Down implements TextGateway {
    @Override
    public Gateway.HandOver handOver(TextMessage message) {
      texts.add(message);
      return new Gateway.TryLater("Down.");
    }

    @Override
    public Optional<String> away() {
      return Optional.of("Down.");
    }
  }

  @ParameterizedTest
  @EnumSource(MessageKind.class)
  void everyTextIsOneMessageInTheAlphabetOfTelephones(MessageKind kind) {
    Templates templates = new Templates(Optional.empty());
    List<Boolean> written = new ArrayList<>();
    for (Language language : Language.values()) {
      Map<String, Object> values =
          new MessageValues("Contoso", Optional.empty(), "")
              .of(
                  Messages.sample(
                      kind,
                      "corp",
                      People.fenna(language.id()),
                      "x",
                      People.EXPIRY,
                      People.AMSTERDAM),
                  kind,
                  People.NOW,
                  Optional.of(Secret.of("Tr7-wLq9zHc3ky")));
      Optional<String> text = templates.text(kind, language, values);
      written.add(text.isPresent());
      if (text.isPresent()) {
        assertThat(text.get()).hasSizeLessThanOrEqualTo(160).contains("Contoso");
        assertThat(text.get().chars().mapToObj(Character::toString)).allMatch(GSM::contains);
      }
    }
    assertThat(written).as("in every language, or in none").containsOnly(written.get(0));
    assertThat(templates.problems()).isEmpty();
  }
}
