package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.console.Operator;
import org.keyturn.agent.console.Operators;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.recovery.PortalDirectories;

/**
 * Who of those that ask is an operator, and what stands around each of their pages. Thread-safe.
 */
public final class Reception {

  /** How long somebody who gave their password need not give it again for a bulk act. */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** Path → the key of its word; shown where the route is there and the role is enough. */
  private static final List<Map.Entry<String, String>> PLACES =
      List.of(
          Map.entry("/admin/users", "admin-users"),
          Map.entry("/admin/jobs", "admin-jobs"),
          Map.entry("/admin/runs", "admin-runs"),
          Map.entry("/admin/approvals", "admin-approvals"),
          Map.entry("/admin/outbox", "admin-outbox"),
          Map.entry("/admin/audit", "admin-audit"),
          Map.entry("/admin/policies", "admin-policies"),
          Map.entry("/admin/tokens", "admin-tokens"),
          Map.entry("/admin/health", "admin-health"));

  private final PortalDirectories directories;
  private final Operators operators;
  private final People people;
  private final Clock clock;

  /**
   * @param tries of passwords, those of the portal's pages among them
   */
  public Reception(PortalDirectories directories, Operators operators, Tries tries, Clock clock) {
    this.directories = directories;
    this.operators = operators;
    this.people = new People(new OneOf(directories, operators.settings().directory()), tries);
    this.clock = clock;
  }

  /** Operators alone sign in here, and their accounts are in one directory. */
  private record OneOf(PortalDirectories all, String name) implements PortalDirectories {
    @Override
    public List<String> names() {
      return List.of(name);
    }

    @Override
    public Directory open(String which) {
      return all.open(which);
    }

    @Override
    public void release(String which) {
      all.release(which);
    }
  }

  People people() {
    return people;
  }

  Operators operators() {
    return operators;
  }

  /** Whether an operator asks, whatever their role; the exchange then bears the evidence. */
  boolean admits(Exchange exchange) {
    Optional<Operating> operating = exchange.remembered(Operating.class);
    if (operating.isEmpty()) {
      return false;
    }
    Optional<Sight> sight = operators.again(operating.get().id(), operating.get().since());
    sight.ifPresentOrElse(exchange::bear, exchange::end);
    return sight.isPresent();
  }

  /** Whether whoever asks gave their password a short while ago. */
  boolean isFresh(Exchange exchange) {
    Instant now = clock.instant();
    return exchange
        .remembered(Operating.class)
        .filter(operating -> now.isBefore(operating.provenAt().plus(FRESH)))
        .isPresent();
  }

  /**
   * Has the operator give their password again.
   *
   * @return whether it is right
   * @throws People.TooOften where it was not tried
   * @throws DirectoryException where the directory is away
   */
  boolean prove(Exchange exchange, Secret password) {
    Operating operating = exchange.remembered(Operating.class).orElseThrow();
    boolean right =
        people
            .attempt(operating.login(), password, (known, word) -> proven(operating, known, word))
            .isPresent();
    if (right) {
      exchange.remember(operating.provenAgain(clock.instant()));
    }
    return right;
  }

  private static Optional<People.Known> proven(
      Operating operating, People.Known known, Secret password) {
    SignInResult result = known.directory().signIn(known.account().dn(), password);
    if (result.kind() == SignInResult.Kind.UNREACHABLE) {
      throw new DirectoryException(DirectoryException.Kind.UNREACHABLE, result.detail());
    }
    return known.account().id().equals(operating.id()) && result.kind() == SignInResult.Kind.OK
        ? Optional.of(known)
        : Optional.empty();
  }

  /** What the frame of an operator's page shows; nothing for anybody else. */
  Map<String, Object> frame(Exchange exchange, Routes routes, String path) {
    if (exchange.evidence().isEmpty()) {
      return Map.of();
    }
    Sight evidence = exchange.evidence().get();
    Operator operator = evidence.operator();
    Words words = exchange.words();
    Map<String, Object> values = new HashMap<>();
    values.put("operator", Printable.line(operator.name()));
    values.put("operatorLogin", Printable.line(operator.login()));
    values.put("role", words.say("role-" + operator.role().id()));
    values.put("places", places(words, evidence, routes, path));
    String here = Here.of(exchange);
    values.put("here", here);
    List<String> names = directories.names();
    values.put(
        "elsewhere",
        names.size() < 2
            ? List.of()
            : names.stream()
                .map(name -> Map.of("name", name, "selected", name.equals(here)))
                .toList());
    return values;
  }

  private static List<Map<String, Object>> places(
      Words words, Sight evidence, Routes routes, String path) {
    List<Map<String, Object>> places = new ArrayList<>();
    for (Map.Entry<String, String> place : PLACES) {
      routes
          .find(false, place.getKey())
          .filter(route -> route.access().isOpenTo(evidence))
          .ifPresent(
              route ->
                  places.add(
                      Map.of(
                          "path",
                          route.path(),
                          "text",
                          words.say(place.getValue()),
                          "current",
                          isIn(path, route.path()))));
    }
    return places;
  }

  /** {@code /admin/user} belongs to {@code /admin/users}. */
  private static boolean isIn(String path, String place) {
    String singular = place.replaceFirst("ies$", "y").replaceFirst("s$", "");
    return path.equals(place) || path.equals(singular) || path.startsWith(singular + "/");
  }
}
