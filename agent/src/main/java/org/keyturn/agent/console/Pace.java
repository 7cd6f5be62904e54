package org.keyturn.agent.console;

import java.time.Duration;

/**
 * How fast a run goes.
 *
 * @param perSecond accounts
 * @param left until the last one, at that rate
 */
public record Pace(double perSecond, Duration left) {}
