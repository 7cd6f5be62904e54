package org.keyturn.agent.config;

import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.web.WebSettings;

/** {@code web.tls}: PEM files, a PKCS #12 file, or none on this machine alone. */
final class WebTlsDecoder {

  private static final String FORMS =
      "write {certificate: web.pem, key: web.key}, or {keystore: web.p12, password: {file: …}}";

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";

  private static final Pattern KEY = Pattern.compile(BEGIN);

  /** Stands in for what was refused; a config with a problem is never used. */
  private static final WebSettings.Tls REFUSED = new WebSettings.NoTls();

  private WebTlsDecoder() {}

  /**
   * @param loopback whether only this machine can reach {@code listen}
   */
  static WebSettings.Tls decode(Value value, boolean loopback, WebSettings.Listen listen) {
    if (value.isText()) {
      return none(value, loopback, listen);
    }
    try (Section section = value.section(FORMS)) {
      Optional<Value> keystore = section.find("keystore");
      Optional<Value> password = section.find("password");
      Optional<Value> certificate = section.find("certificate");
      Optional<Value> key = section.find("key");
      if (keystore.isPresent()) {
        certificate.or(() -> key).ifPresent(v -> v.fail("stands beside keystore", FORMS));
        Optional<Path> file = keystore.flatMap(WebTlsDecoder::guarded);
        Optional<SecretSource> secret =
            section.need("password", "{file: web.pw}").map(SecretDecoder::decode);
        return both(file, secret).orElse(REFUSED);
      }
      password.ifPresent(v -> v.fail("belongs to a keystore", FORMS));
      Optional<Path> pem = section.need("certificate", "web.pem").flatMap(TrustFile::decode);
      Optional<Path> secret = section.need("key", "web.key").flatMap(WebTlsDecoder::key);
      return pem.isPresent() && secret.isPresent()
          ? new WebSettings.Pem(pem.get(), secret.get(), SecretFile.file(secret.get()))
          : REFUSED;
    }
  }

  private static Optional<WebSettings.Tls> both(
      Optional<Path> file, Optional<SecretSource> password) {
    return file.flatMap(f -> password.map(p -> new WebSettings.Pkcs12(f, p)));
  }

  private static WebSettings.Tls none(Value value, boolean loopback, WebSettings.Listen listen) {
    if (value.text(FORMS).filter("none"::equals).isEmpty()) {
      value.fail("is neither none nor a certificate", FORMS);
    } else if (!loopback) {
      value.fail(
          "none would take passwords unencrypted at " + listen + ", which others can reach",
          FORMS + "; or listen at 127.0.0.1 behind a proxy of this machine");
    }
    return REFUSED;
  }

  private static Optional<Path> guarded(Value value) {
    Optional<Path> path = Scalars.path(value);
    if (path.isPresent()) {
      try {
        GuardedFile.look(path.get(), true)
            .allowNoMore(
                GuardedFile.ANY_BY_OTHERS | GuardedFile.ANY_BY_GROUP,
                "can be read or changed by others",
                "chmod 600");
      } catch (Refused e) {
        value.fail(e.wrong(), e.right());
      }
    }
    return path;
  }

  private static Optional<Path> key(Value value) {
    Optional<Path> path = Scalars.path(value);
    if (path.isEmpty()) {
      return path;
    }
    try (Secret key = SecretFile.file(path.get()).open()) {
      if (!key.withChars(WebTlsDecoder::isKey)) {
        value.fail(
            path.get() + " holds no key of the form " + BEGIN,
            "write it so: openssl pkcs8 -topk8 -nocrypt -in OLD.key -out " + path.get());
      }
    } catch (Refused e) {
      value.fail(e.wrong(), e.right());
    }
    return path;
  }

  /** Without a copy of it that nobody wipes. */
  private static boolean isKey(char[] text) {
    return KEY.matcher(CharBuffer.wrap(text)).find();
  }
}
