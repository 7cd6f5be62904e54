package org.keyturn.agent.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.run.RunFailure;

/** Reads the certificate and its key from where the config says. */
final class Certificate {

  /** Of the key store in memory. */
  static final String WORD = "in-memory";

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Certificate() {}

  static KeyStore read(WebSettings.Pem pem) {
    try {
      List<X509Certificate> chain = chain(pem.certificate());
      PrivateKey key = key(pem, chain.get(0).getPublicKey().getAlgorithm());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("portal", key, WORD.toCharArray(), chain.toArray(new X509Certificate[0]));
      Pairs.check(key, chain.get(0).getPublicKey());
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw failure(pem.certificate() + " and " + pem.keyFile(), e);
    }
  }

  static KeyStore read(WebSettings.Pkcs12 from) {
    try (Secret password = from.password().read();
        InputStream in = new ByteArrayInputStream(Files.readAllBytes(from.file()))) {
      return password.withChars(
          word -> {
            try {
              return copied(in, word);
            } catch (GeneralSecurityException | IOException e) {
              throw failure(from.file().toString(), e);
            }
          });
    } catch (IOException e) {
      throw failure(from.file().toString(), e);
    }
  }

  private static KeyStore copied(InputStream in, char[] word)
      throws GeneralSecurityException, IOException {
    KeyStore given = KeyStore.getInstance("PKCS12");
    given.load(in, word);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (String alias : Collections.list(given.aliases())) {
      if (given.isKeyEntry(alias)) {
        store.setKeyEntry(
            alias, given.getKey(alias, word), WORD.toCharArray(), given.getCertificateChain(alias));
      }
    }
    if (store.size() != 1) {
      throw new GeneralSecurityException("it holds " + store.size() + " keys, not one");
    }
    return store;
  }

  private static List<X509Certificate> chain(Path file)
      throws GeneralSecurityException, IOException {
    List<X509Certificate> chain = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (var one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        chain.add((X509Certificate) one);
      }
    }
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("there is no certificate");
    }
    return chain;
  }

  private static PrivateKey key(WebSettings.Pem pem, String algorithm)
      throws GeneralSecurityException {
    try (Secret text = pem.key().read()) {
      byte[] der = text.withChars(Certificate::der);
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } finally {
        Arrays.fill(der, (byte) 0);
      }
    }
  }

  private static byte[] der(char[] pem) {
    Matcher key = KEY.matcher(CharBuffer.wrap(pem));
    return key.find() ? Base64.getMimeDecoder().decode(key.group(1)) : new byte[0];
  }

  private static RunFailure failure(String where, Exception e) {
    return new RunFailure(
        RunFailure.Kind.INPUT, "web.tls: " + where + " cannot be used: " + e.getMessage());
  }
}
