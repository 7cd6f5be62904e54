package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Filter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.directory.Feed;

/**
 * What was written since a time, by {@code modifyTimestamp} and {@code createTimestamp} (RFC 4512,
 * section 3.4). The time is the agent's own, some minutes back: clocks differ, and a replica hears
 * late. What is later than that is found when everybody is looked at.
 */
final class StampFeed implements Feed {

  private static final Duration BACK = Duration.ofMinutes(5);

  private final FeedScope scope;
  private final Clock clock;

  StampFeed(Target target, Vocabulary vocabulary, Clock clock) {
    this.scope = new FeedScope(target, vocabulary, "time");
    this.clock = clock;
  }

  @Override
  public Changes since(String cookie) {
    String now = scope.seal(GeneralizedTime.seconds(clock.instant().minus(BACK)));
    Optional<Instant> since = scope.open(cookie).flatMap(GeneralizedTime::parse);
    if (since.isEmpty()) {
      return new Changes.FullPassNeeded(FeedScope.refusal(cookie), now);
    }
    if (since.get().isAfter(clock.instant())) {
      return new Changes.FullPassNeeded("the clock was put back", now);
    }
    String from = GeneralizedTime.seconds(since.get());
    return new Changes.Some(
        scope.matching(
            Filter.createORFilter(
                Filter.createGreaterOrEqualFilter("modifyTimestamp", from),
                Filter.createGreaterOrEqualFilter("createTimestamp", from))),
        now);
  }
}
