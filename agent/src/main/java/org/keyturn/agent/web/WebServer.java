package org.keyturn.agent.web;

import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.web.api.Api;

/** The portal's server: its address is taken at once, and answers once it is started. */
public final class WebServer implements AutoCloseable {

  private static final Duration LOOK_AT_CERTIFICATE = Duration.ofSeconds(10);

  private final Origin origin;
  private final Optional<Encryption> encryption;
  private final Javalin javalin;
  private final ServerSocketChannel door;
  private final Routes routes;
  private final ScheduledExecutorService chores =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "web-chores");
            thread.setDaemon(true);
            return thread;
          });

  private WebServer(
      WebSettings settings,
      ServerSocketChannel door,
      Clock clock,
      List<Pages> pages,
      Optional<Reception> reception,
      Optional<Api> api,
      Consumer<Error> onError) {
    this.door = door;
    this.origin =
        settings.publicUrl().map(Origin::of).orElseGet(() -> listened(settings, Door.port(door)));
    this.encryption = Encryption.of(settings.tls());
    Assets assets = new Assets(settings.brand());
    List<Route> own = new ArrayList<>();
    pages.forEach(more -> own.addAll(more.routes()));
    own.addAll(StartPages.routes(own));
    own.addAll(assets.routes());
    this.routes = new Routes(own);
    Views views = new Views(settings, assets);
    Headers headers = new Headers(origin);
    Cookies cookies = new Cookies(origin.secure());
    ErrorPages errors = new ErrorPages(views, headers, routes, cookies, api);
    Site site = new Site(routes, views, errors, new Sessions(clock), cookies, reception);
    Limits limits = new Limits(new Gate(origin, routes, headers, api.map(ApiGate::new)), errors);
    this.javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.router.javaLangErrorHandler((response, error) -> onError.accept(error));
              config.jetty.threadPool = Limits.threads();
              config.jetty.modifyHttpConfiguration(Limits::bound);
              config.jetty.modifyServer(limits::guard);
              config.jetty.addConnector(
                  (server, http) -> limits.connector(server, http, encryption, door));
              site.register(config.routes);
              api.ifPresent(a -> new ApiSite(a).register(config.routes));
            });
  }

  /**
   * Takes the address; nobody is answered before {@link #start}.
   *
   * @param pages what is shown beside the first page
   * @param reception who finds out what operators may do; empty: there are none
   * @param api what programs ask; empty: nothing
   * @param onError what to do about an {@link Error}, after which nothing can be relied on
   * @throws RunFailure where the address cannot be had or the certificate not be used
   */
  public static WebServer open(
      WebSettings settings,
      Health health,
      Clock clock,
      List<Pages> pages,
      Optional<Reception> reception,
      Optional<Api> api,
      Consumer<Error> onError) {
    List<Pages> all = new ArrayList<>(pages);
    all.add(new HealthPage(health));
    return listen(settings, clock, all, reception, api, onError);
  }

  /** As the other, where there are no operators, and no ledger to tell the health of. */
  public static WebServer open(
      WebSettings settings, Clock clock, List<Pages> pages, Consumer<Error> onError) {
    return listen(settings, clock, pages, Optional.empty(), Optional.empty(), onError);
  }

  private static WebServer listen(
      WebSettings settings,
      Clock clock,
      List<Pages> pages,
      Optional<Reception> reception,
      Optional<Api> api,
      Consumer<Error> onError) {
    ServerSocketChannel door = Door.open("web.listen", settings.listen());
    try {
      return new WebServer(settings, door, clock, pages, reception, api, onError);
    } catch (RuntimeException e) {
      close(door);
      throw e;
    }
  }

  private static Origin listened(WebSettings settings, int port) {
    String host = new WebSettings.Listen(settings.listen().host(), port).toString();
    boolean secure = !(settings.tls() instanceof WebSettings.NoTls);
    URI uri = URI.create((secure ? "https://" : "http://") + host);
    return Origin.of(uri);
  }

  public void start() {
    javalin.start();
    encryption.ifPresent(
        tls ->
            chores.scheduleWithFixedDelay(
                tls::refresh,
                LOOK_AT_CERTIFICATE.toSeconds(),
                LOOK_AT_CERTIFICATE.toSeconds(),
                TimeUnit.SECONDS));
  }

  /** As people type it. */
  public String address() {
    return origin.toString();
  }

  /** Where it listens on this machine. */
  public int port() {
    return Door.port(door);
  }

  Routes routes() {
    return routes;
  }

  /** Ends what is being answered, for a few seconds at most, and lets go of the address. */
  @Override
  public void close() {
    chores.shutdownNow();
    javalin.stop();
    close(door);
  }

  private static void close(ServerSocketChannel door) {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
