package org.keyturn.agent.run;

import java.time.Instant;

/**
 * A password that nobody is told is claimed with this.
 *
 * @param ticket the id of its ticket, random
 * @param now when it begins
 * @param until when it ends
 */
public record Claim(String ticket, Instant now, Instant until) {}
