package org.keyturn.agent;

import java.net.URI;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.notify.Couriers;
import org.keyturn.agent.notify.Gateway;
import org.keyturn.agent.notify.Gateways;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.notify.OutboxWorker;
import org.keyturn.agent.notify.SecretOpener;
import org.keyturn.agent.notify.Subscribers;
import org.keyturn.agent.notify.Templates;
import org.keyturn.agent.run.StillEnding;
import org.keyturn.agent.web.WebSettings;

/**
 * Who is told what, and by which way: people by mail and text, programs by their hooks.
 * Thread-safe.
 */
final class Messaging {

  private final Agent agent;
  private @Nullable OutboxWorker people;
  private @Nullable OutboxWorker programs;

  Messaging(Agent agent) {
    this.agent = agent;
  }

  /** By which channels messages to people go. */
  Set<Channel> ways() {
    Set<Channel> ways = EnumSet.noneOf(Channel.class);
    if (agent.config().mail().isPresent()) {
      ways.add(Channel.MAIL);
      agent.config().sms().ifPresent(sms -> ways.add(Channel.SMS));
    }
    return ways;
  }

  /** What delivers messages to people; empty where the config has no mail. */
  synchronized Optional<OutboxWorker> outbox() {
    if (people == null) {
      people = agent.config().mail().map(this::outbox).orElse(null);
    }
    return Optional.ofNullable(people);
  }

  /**
   * Tells programs what happened since they were told last. One thread at a time.
   *
   * @return how often one was told something
   */
  int tellPrograms() {
    subscribers().owe(agent.ledger().eventFeeds());
    return programs().deliverDue(agent.clock().instant());
  }

  private synchronized OutboxWorker programs() {
    OutboxWorker open = programs;
    if (open == null) {
      open =
          new OutboxWorker(
              agent.ledger().outbox(), subscribers().couriers(agent.clock()), new SecureRandom());
      programs = open;
    }
    return open;
  }

  Subscribers subscribers() {
    return new Subscribers(agent.config().webhooks(), agent.config().hooks());
  }

  private OutboxWorker outbox(MailSettings mail) {
    Gateway gateway = Gateways.of(mail);
    Templates templates = new Templates(mail.templates());
    String portal =
        agent.config().web().flatMap(WebSettings::publicUrl).map(URI::toString).orElse("");
    SecretOpener secrets = new MessageSecrets(agent::sealer, agent.codes());
    return new OutboxWorker(
        agent.ledger().outbox(),
        agent
            .config()
            .sms()
            .map(sms -> Couriers.toPeople(templates, mail, portal, gateway, sms, secrets))
            .orElseGet(() -> Couriers.toPeople(templates, mail, portal, gateway, secrets)),
        new StillEnding(agent.config().directories().keySet(), agent::directory, agent.clock()),
        new SecureRandom());
  }
}
