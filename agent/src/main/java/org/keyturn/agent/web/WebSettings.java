package org.keyturn.agent.web;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.keyturn.agent.account.SecretSource;

/**
 * Where and how people reach the portal.
 *
 * @param listen where it listens
 * @param publicUrl the address as people type it, scheme and authority alone; empty: that of {@code
 *     listen}
 * @param tls how connections are protected
 * @param help where people can ask, as a sentence
 */
public record WebSettings(
    Listen listen, Optional<URI> publicUrl, Tls tls, Brand brand, Optional<String> help) {

  /**
   * An address of this machine.
   *
   * @param host a name or a literal, IPv6 without brackets
   * @param port 0: one that is free
   */
  public record Listen(String host, int port) {
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** How connections are protected. */
  public sealed interface Tls {}

  /** Not at all: on this machine alone, for whatever stands before it. */
  public record NoTls() implements Tls {}

  /**
   * A certificate with its chain, and its key (PKCS #8), both as PEM.
   *
   * @param keyFile where {@code key} reads, to see that it changed
   */
  public record Pem(Path certificate, Path keyFile, SecretSource key) implements Tls {}

  /** A PKCS #12 file with one key. */
  public record Pkcs12(Path file, SecretSource password) implements Tls {}

  /**
   * What makes it the organisation's own.
   *
   * @param logo an SVG or PNG file
   */
  public record Brand(String name, Optional<Path> logo, Accent accent) {}
}
