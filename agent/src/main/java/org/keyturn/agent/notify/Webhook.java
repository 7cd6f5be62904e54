package org.keyturn.agent.notify;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Message;

/** Posts events to a program elsewhere, signed. */
final class Webhook implements ProgramCourier.Program {

  private final WebhookSettings settings;
  private final HttpCaller caller;
  private final Clock clock;

  Webhook(WebhookSettings settings, Clock clock) {
    this(settings, new HttpCaller(settings.url(), settings.trust()), clock);
  }

  Webhook(WebhookSettings settings, HttpCaller caller, Clock clock) {
    this.settings = settings;
    this.caller = caller;
    this.clock = clock;
  }

  @Override
  public Gateway.HandOver tell(Message event) {
    byte[] body = EventMessage.json(event);
    String signature;
    try (Secret secret = settings.secret().read()) {
      signature = Signature.of(body, secret, clock.instant());
    } catch (IllegalStateException e) { // its sentence is for the operator
      return new Gateway.TryLater(String.valueOf(e.getMessage()));
    }
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json",
            "Keyturn-Event",
            event.content().kind(),
            "Keyturn-Id",
            EventMessage.id(event),
            Signature.HEADER,
            signature);
    return HttpVerdict.of(caller.send("POST", headers, body), caller.whom());
  }

  @Override
  public Optional<String> away() {
    return caller.away();
  }
}
