package org.keyturn.agent.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.notify.PhoneNumbers;
import org.keyturn.agent.notify.SmsSettings;

/** {@code sms}. */
final class SmsDecoder {

  private static final String URL = "https://sms.example.com/v1/messages";
  private static final String MAIL = "\"{number}@sms.example.com\"";
  private static final String RIGHT = "write {url: " + URL + ", …} or {mail: " + MAIL + "}";
  private static final List<String> OF_A_URL =
      List.of("method", "headers", "body", "form", "ok", "secret", "trust");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** What the protocol sets by itself. */
  private static final Set<String> NO_HEADER =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private SmsDecoder() {}

  /**
   * @param withMail whether the config has {@code mail}, where the words of messages are at home
   */
  static Optional<SmsSettings> decode(Value value, boolean withMail) {
    if (!withMail) {
      value.fail(
          "needs mail beside it: organisation and templates stand there",
          "write mail: {folder: /var/lib/keyturn/mail}");
    }
    try (Section section = value.section(RIGHT)) {
      Optional<String> country = section.find("country").flatMap(SmsDecoder::country);
      return way(section).map(way -> new SmsSettings(way, country));
    }
  }

  private static Optional<? extends SmsSettings.Way> way(Section section) {
    Optional<Value> mail = section.find("mail");
    if (mail.isEmpty()) {
      return section.need("url", URL + ", or mail: " + MAIL).flatMap(url -> http(url, section));
    }
    section.find("url").ifPresent(v -> v.fail("stands beside mail", "keep one of the two"));
    for (String key : OF_A_URL) {
      section.find(key).ifPresent(v -> v.fail("says nothing of mail", "keep it with url"));
    }
    Value address = mail.get();
    return address
        .text("write " + MAIL)
        .flatMap(text -> tried(address, "write " + MAIL, () -> new SmsSettings.ByMail(text)));
  }

  private static Optional<SmsSettings.Http> http(Value urlValue, Section section) {
    Optional<URI> url = HttpUrlDecoder.decode(urlValue, URL);
    Optional<String> method = section.find("method").flatMap(SmsDecoder::method);
    Optional<Value> headersValue = section.find("headers");
    Map<String, String> headers = headersValue.map(SmsDecoder::headers).orElse(Map.of());
    Optional<? extends SmsSettings.Body> body = body(urlValue, section);
    Optional<Pattern> ok = section.find("ok").flatMap(SmsDecoder::pattern);
    Optional<SecretSource> secret = section.find("secret").map(SecretDecoder::decode);
    Optional<Path> trust = section.find("trust").flatMap(TrustFile::decode);
    if (url.isEmpty() || body.isEmpty()) {
      return Optional.empty();
    }
    return tried(
        headersValue.orElse(urlValue),
        "write {Authorization: \"Bearer {secret}\"}",
        () ->
            new SmsSettings.Http(
                url.get(), method.orElse("POST"), headers, body.get(), ok, secret, trust));
  }

  private static Optional<? extends SmsSettings.Body> body(Value url, Section section) {
    Optional<Value> body = section.find("body");
    Optional<Value> form = section.find("form");
    if (body.isPresent() && form.isPresent()) {
      form.get().fail("stands beside body", "keep one of the two");
      return Optional.empty();
    }
    if (body.isPresent()) {
      String right = "write '{\"to\": \"{number}\", \"text\": \"{text}\"}'";
      return body.get()
          .text(right)
          .flatMap(text -> tried(body.get(), right, () -> new SmsSettings.Json(text)));
    }
    if (form.isPresent()) {
      String right = "write {to: \"{number}\", text: \"{text}\"}";
      Map<String, String> fields = texts(form.get(), right);
      return tried(form.get(), right, () -> new SmsSettings.Form(fields));
    }
    url.fail("is sent nothing", "write body: JSON, or form: {to: \"{number}\", text: \"{text}\"}");
    return Optional.empty();
  }

  private static Map<String, String> headers(Value value) {
    Map<String, String> headers = texts(value, "write {Authorization: \"Bearer {secret}\"}");
    for (String name : headers.keySet()) {
      if (!TOKEN.matcher(name).matches() || NO_HEADER.contains(name.toLowerCase(Locale.ROOT))) {
        value.fail(
            Shown.quoted(name) + " is no header that can be set", "write others, or leave it out");
      }
    }
    return headers;
  }

  private static Map<String, String> texts(Value value, String right) {
    Map<String, String> texts = new LinkedHashMap<>();
    value.texts(right).forEach((name, v) -> v.text(right).ifPresent(t -> texts.put(name, t)));
    return texts;
  }

  private static Optional<String> method(Value value) {
    String right = "write POST or PUT";
    Optional<String> text = value.text(right);
    if (text.isPresent() && !Set.of("POST", "PUT").contains(text.get())) {
      value.fail(Shown.quoted(text.get()) + " would put the message into an address", right);
      return Optional.empty();
    }
    return text;
  }

  private static Optional<Pattern> pattern(Value value) {
    String right = "write what the answer must hold, as a regular expression";
    Optional<String> text = value.text(right);
    try {
      return text.map(Pattern::compile);
    } catch (PatternSyntaxException e) {
      value.fail("is no regular expression: " + Shown.plain(e.getDescription()), right);
      return Optional.empty();
    }
  }

  private static Optional<String> country(Value value) {
    String right = "write two capital letters like NL";
    Optional<String> text = value.text(right);
    if (text.isPresent() && !PhoneNumbers.isCountry(text.get())) {
      value.fail(Shown.quoted(text.get()) + " is no country", right);
      return Optional.empty();
    }
    return text;
  }

  private static <T> Optional<T> tried(Value value, String right, Supplier<T> made) {
    try {
      return Optional.of(made.get());
    } catch (IllegalArgumentException e) {
      value.fail(String.valueOf(e.getMessage()), right);
      return Optional.empty();
    }
  }
}
