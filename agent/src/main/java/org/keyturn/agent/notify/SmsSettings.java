package org.keyturn.agent.notify;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyturn.agent.account.SecretSource;

/**
 * How text messages leave.
 *
 * @param country ISO 3166-1: where a number without one is; empty: such a number is refused
 */
public record SmsSettings(Way way, Optional<String> country) {

  /** What a request to a gateway can say. */
  static final Set<String> IN_A_BODY = Set.of("number", "digits", "text", "id", "secret");

  static final Set<String> IN_A_HEADER = Set.of("id", "secret");
  static final Set<String> IN_AN_ADDRESS = Set.of("number", "digits");

  public sealed interface Way {
    /** For people: {@code https://sms.example.com}. */
    String describe();
  }

  /**
   * By mail, to an address that the number stands in.
   *
   * @param address {@code {number}@sms.example.com}
   */
  public record ByMail(String address) implements Way {
    /**
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public ByMail {
      Placeholders named = Placeholders.of(address, IN_AN_ADDRESS);
      if (!named.names("number") && !named.names("digits")) {
        throw new IllegalArgumentException("would send every message to one address");
      }
    }

    @Override
    public String describe() {
      return "mail to " + address;
    }
  }

  /**
   * By a gateway that speaks HTTP.
   *
   * @param headers name → template
   * @param ok what the answer's text must hold beside a status of 2xx; empty: the status is enough
   * @param secret for {@code {secret}}
   * @param trust PEM certificates; empty: the JVM's trust store
   */
  public record Http(
      URI url,
      String method,
      Map<String, String> headers,
      Body body,
      Optional<Pattern> ok,
      Optional<SecretSource> secret,
      Optional<Path> trust)
      implements Way {

    /**
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public Http {
      headers = Map.copyOf(headers);
      headers.values().forEach(template -> Placeholders.of(template, IN_A_HEADER));
    }

    @Override
    public String describe() {
      return HttpAddress.shown(url);
    }
  }

  /** What is sent. */
  public sealed interface Body {
    String contentType();

    String in(Map<String, String> values);
  }

  /** A JSON document whose texts are templates. */
  public record Json(String document) implements Body {
    /**
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public Json {
      JsonTemplate.of(document, IN_A_BODY);
    }

    @Override
    public String contentType() {
      return "application/json";
    }

    @Override
    public String in(Map<String, String> values) {
      return new JsonTemplate(document).in(values);
    }
  }

  /** As a browser sends a form; the values are templates. */
  public record Form(Map<String, String> fields) implements Body {
    /**
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public Form {
      fields = new LinkedHashMap<>(fields);
      fields.values().forEach(template -> Placeholders.of(template, IN_A_BODY));
    }

    @Override
    public String contentType() {
      return "application/x-www-form-urlencoded";
    }

    @Override
    public String in(Map<String, String> values) {
      return FormText.of(fields, values);
    }
  }
}
