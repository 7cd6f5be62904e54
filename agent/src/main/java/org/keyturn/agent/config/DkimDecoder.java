package org.keyturn.agent.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.notify.Dkim;

/** {@code mail.dkim}. */
final class DkimDecoder {

  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

  private DkimDecoder() {}

  /**
   * @param from the sender's address, whose domain must be the one that signs or below it
   */
  static Optional<Dkim> decode(Value value, String from) {
    try (Section section =
        value.section("write {domain: example.com, selector: keyturn, key: {file: dkim.pem}}")) {
      Optional<String> domain = section.need("domain", "example.com").flatMap(v -> domain(v, from));
      Optional<String> selector =
          section.need("selector", "keyturn").flatMap(DkimDecoder::selector);
      Optional<SecretSource> key = section.need("key", "{file: dkim.pem}").map(DkimDecoder::key);
      return domain.flatMap(d -> selector.flatMap(s -> key.map(k -> new Dkim(d, s, k))));
    }
  }

  private static Optional<String> domain(Value value, String from) {
    String right = "write the domain of mail.from, or one above it";
    Optional<String> text = value.text(right);
    if (text.isEmpty()) {
      return text;
    }
    String sender = from.substring(from.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    if (!DOMAIN.matcher(text.get()).matches()) {
      value.fail(Shown.quoted(text.get()) + " is no domain", right);
    } else if (!sender.equals(text.get()) && !sender.endsWith("." + text.get())) {
      value.fail(
          text.get() + " cannot sign for " + sender + ", as receivers look at the sender", right);
    } else {
      return text;
    }
    return Optional.empty();
  }

  private static Optional<String> selector(Value value) {
    String right = "write the name before ._domainkey in the DNS";
    Optional<String> text = value.text(right);
    if (text.isPresent() && !DOMAIN.matcher(text.get() + ".x").matches()) {
      value.fail(Shown.quoted(text.get()) + " is no selector", right);
      return Optional.empty();
    }
    return text;
  }

  private static SecretSource key(Value value) {
    SecretSource source = SecretDecoder.decode(value);
    if (source == SecretDecoder.NONE) {
      return source;
    }
    try (Secret pem = source.read()) {
      Object unused = Dkim.privateKey(pem);
    } catch (IllegalArgumentException e) {
      value.fail(String.valueOf(e.getMessage()), "make one with: openssl genrsa 2048");
    } catch (IllegalStateException e) {
      // It was told already.
    }
    return source;
  }
}
