package org.keyturn.agent.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;

/** Hands text messages to a gateway that speaks HTTP, in the form that the config describes. */
final class HttpTextGateway implements TextGateway {

  private final SmsSettings.Http settings;
  private final HttpCaller caller;

  HttpTextGateway(SmsSettings.Http settings) {
    this(settings, new HttpCaller(settings.url(), settings.trust()));
  }

  HttpTextGateway(SmsSettings.Http settings, HttpCaller caller) {
    this.settings = settings;
    this.caller = caller;
  }

  @Override
  public Gateway.HandOver handOver(TextMessage message) {
    Map<String, String> values = new HashMap<>();
    values.put("number", message.number());
    values.put("digits", message.number().substring(1));
    values.put("text", message.text());
    values.put("id", message.id());
    try {
      settings.secret().ifPresent(source -> values.put("secret", read(source.read())));
    } catch (IllegalStateException e) { // its sentence is for the operator
      return new Gateway.TryLater(String.valueOf(e.getMessage()));
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", settings.body().contentType());
    for (Map.Entry<String, String> header : settings.headers().entrySet()) {
      String value = Placeholders.fill(header.getValue(), values);
      if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
        return new Gateway.TryLater(
            "The header " + header.getKey() + " would hold what no header may, by sms.secret.");
      }
      headers.put(header.getKey(), value);
    }
    byte[] body = settings.body().in(values).getBytes(UTF_8);
    return verdict(caller.send(settings.method(), headers, body));
  }

  private Gateway.HandOver verdict(HttpCaller.Answer answer) {
    Gateway.HandOver verdict = HttpVerdict.of(answer, caller.whom());
    boolean refusedInWords =
        verdict instanceof Gateway.Taken
            && answer instanceof HttpCaller.Said said
            && settings.ok().isPresent()
            && !settings.ok().get().matcher(said.text()).find();
    return refusedInWords
        ? new Gateway.Refused(caller.whom() + " took it, but did not answer as sms.ok wants.")
        : verdict;
  }

  private static String read(Secret secret) {
    try (secret) {
      return secret.withChars(String::new);
    }
  }

  @Override
  public Optional<String> away() {
    return caller.away();
  }
}
