package org.keyturn.agent.config;

import java.time.Duration;
import java.util.Optional;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Waves;

/** {@code waves} of a job. */
final class WavesDecoder {

  private WavesDecoder() {}

  /**
   * @param everywhere when people can be asked for something, where the job says nothing else
   */
  static Waves decode(Value value, BusinessHours everywhere) {
    try (Section section = value.section("write {size: 200, every: 1d, canary: 20}")) {
      Optional<Integer> size =
          section.need("size", "200").flatMap(v -> Scalars.whole(v, 1, Integer.MAX_VALUE));
      Optional<Duration> every = section.find("every").flatMap(Scalars::span);
      Optional<Integer> canary =
          section.find("canary").flatMap(v -> Scalars.whole(v, 1, Integer.MAX_VALUE));
      Optional<Double> failed = section.find("max-failed-percent").flatMap(Scalars::percent);
      return new Waves(
          size.orElse(1),
          canary.orElse(0),
          every.orElse(Duration.ofDays(1)),
          failed.orElse(Waves.MAX_FAILED_PERCENT),
          HoursDecoder.decode(section, everywhere));
    }
  }
}
