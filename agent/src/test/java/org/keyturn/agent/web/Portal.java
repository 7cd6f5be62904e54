package org.keyturn.agent.web;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.web.api.Api;

/** A server on a free port of this machine, with some pages. */
final class Portal implements AutoCloseable {

  static final Instant DELIVERED = Instant.parse("2026-11-27T10:00:00Z");

  final WebServer server;

  Portal(List<Pages> pages) {
    this(settings(new WebSettings.NoTls(), Optional.empty()), pages);
  }

  Portal(WebSettings settings, List<Pages> pages) {
    this(settings, pages, Optional.empty());
  }

  Portal(WebSettings settings, List<Pages> pages, Optional<Reception> reception) {
    this(settings, pages, reception, Optional.empty());
  }

  Portal(
      WebSettings settings, List<Pages> pages, Optional<Reception> reception, Optional<Api> api) {
    server =
        WebServer.open(
            settings, healthy(true), Clock.systemUTC(), pages, reception, api, Portal::fail);
    server.start();
  }

  static WebSettings settings(WebSettings.Tls tls, Optional<URI> publicUrl) {
    return new WebSettings(
        new WebSettings.Listen("127.0.0.1", 0),
        publicUrl,
        tls,
        new WebSettings.Brand("Contoso <b>", Optional.empty(), Accent.DEFAULT),
        Optional.of("Service desk, telephone 4357"));
  }

  static Health healthy(boolean ledger) {
    return new Health() {
      @Override
      public boolean ledger() {
        return ledger;
      }

      @Override
      public Optional<Instant> lastDelivery() {
        return ledger ? Optional.of(DELIVERED) : Optional.empty();
      }
    };
  }

  private static void fail(Error error) {
    throw error;
  }

  Raw browser() {
    return new Raw(server.port());
  }

  @Override
  public void close() {
    server.close();
  }
}
