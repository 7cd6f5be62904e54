package org.keyturn.agent.web;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.console.Checkup;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.console.Sign;

/** {@code /admin/health}: how the agent is; the worst first. */
final class CheckupPages extends Pages {

  static final String PATH = "/admin/health";

  private final Checkup checkup;
  private final Clock clock;

  CheckupPages(Checkup checkup, Clock clock) {
    this.checkup = checkup;
    this.clock = clock;
  }

  @Override
  List<Route> routes() {
    return List.of(Route.get(PATH, Sight.class, this::show));
  }

  private Answer show(Exchange exchange, Sight sight) {
    List<Sign> signs = new ArrayList<>(checkup.all(sight));
    signs.sort(Comparator.comparing(Sign::level).reversed());
    long bad = signs.stream().filter(sign -> !sign.isFine()).count();
    Words words = exchange.words();
    SignWords said =
        new SignWords(words, new Moments(words, clock.instant(), ZoneId.systemDefault()));
    return Answer.view(
        "admin-health",
        Map.of(
            "signs",
            signs.stream().map(said::of).toList(),
            "verdict",
            words.say("health-verdict", bad),
            "tone",
            bad == 0 ? "ok" : "warn"));
  }
}
