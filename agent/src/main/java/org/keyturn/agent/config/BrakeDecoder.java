package org.keyturn.agent.config;

import org.keyturn.agent.plan.Brake.Limits;

/** {@code brake}, for everything and for one job. */
final class BrakeDecoder {

  static final Limits DEFAULT = new Limits(500, 10, "built in, no brake in the config");

  private BrakeDecoder() {}

  /**
   * @param wider what holds where this one says nothing
   */
  static Limits decode(Value value, Limits wider) {
    try (Section section = value.section("write {max: 500, max-percent: 10}")) {
      return new Limits(
          section
              .find("max")
              .flatMap(v -> Scalars.whole(v, 0, Integer.MAX_VALUE))
              .orElse(wider.max()),
          section.find("max-percent").flatMap(Scalars::percent).orElse(wider.maxPercent()),
          value.key() + ", " + value.reading().show(value.owner()));
    }
  }
}
