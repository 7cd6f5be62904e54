package org.keyturn.agent.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.policy.Spreading;

/** {@code over} and {@code from} of a job that spreads. */
final class SpreadDecoder {

  private static final String OVER = "write for example 30d, an hour or more";

  private SpreadDecoder() {}

  /**
   * @param action what the job does; empty: that could not be told
   * @return what is meant; empty for every other action, or where something was reported
   */
  static Optional<Spreading> decode(Section job, Optional<Action> action) {
    if (action.isPresent() && action.get() != Action.SPREAD) {
      for (String key : List.of("over", "from")) {
        job.find(key)
            .ifPresent(v -> v.fail("is for do: spread", "leave it out for do: " + action.get()));
      }
      return Optional.empty();
    }
    Optional<Duration> over =
        (action.isPresent() ? job.need("over", "30d") : job.find("over"))
            .flatMap(SpreadDecoder::over);
    Optional<Value> from = job.find("from");
    Optional<Spreading.Start> start = from.flatMap(SpreadDecoder::start);
    return from.isPresent() && start.isEmpty()
        ? Optional.empty()
        : over.map(o -> new Spreading(o, start.orElseGet(Spreading.Start.AfterWarnings::new)));
  }

  private static Optional<Duration> over(Value value) {
    Optional<Duration> over = Scalars.span(value);
    if (over.filter(o -> o.compareTo(Spreading.SHORTEST) < 0).isPresent()) {
      value.fail("is too short to spread anything over", OVER);
      return Optional.empty();
    }
    return over;
  }

  private static Optional<Spreading.Start> start(Value value) {
    Optional<String> text = value.text(StartText.EXAMPLES);
    Optional<Spreading.Start> start = text.flatMap(t -> StartText.parse(t, ZoneId.systemDefault()));
    if (text.isPresent() && start.isEmpty()) {
      value.fail(Shown.quoted(text.get()) + " is no start of a period", StartText.EXAMPLES);
    }
    return start;
  }
}
