package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the agent has looked at a directory: everything before it is as it was declared then, or
 * was told.
 *
 * @param declaration a digest of what was declared; another one makes it worthless
 * @param cookie the server's own, opaque
 * @param groups a digest of the members of each group that the declaration names, by its DN
 * @param pending the ids of accounts that are not as declared all the same, and why
 * @param fullAt when every account was looked at last
 */
public record SyncPoint(
    String declaration,
    String cookie,
    Map<String, String> groups,
    Map<String, String> pending,
    Instant fullAt) {

  public SyncPoint {
    groups = Collections.unmodifiableMap(new TreeMap<>(groups));
    pending = Collections.unmodifiableMap(new TreeMap<>(pending));
  }
}
