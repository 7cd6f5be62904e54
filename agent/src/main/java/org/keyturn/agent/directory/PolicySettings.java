package org.keyturn.agent.directory;

import java.time.Duration;
import java.util.Optional;

/**
 * What a policy entry should say; empty fields stay as they are.
 *
 * @param dn the policy's entry; created where it does not exist
 * @param maxAge {@link Duration#ZERO}: never
 * @param warn {@code pwdExpireWarning}
 * @param mustChange {@code pwdMustChange}
 * @param group the one group that it applies to, where a policy names its groups
 */
public record PolicySettings(
    String dn,
    Optional<Duration> maxAge,
    Optional<Duration> warn,
    Optional<Boolean> mustChange,
    Optional<String> group) {

  /** One that does not name its groups. */
  public PolicySettings(
      String dn, Optional<Duration> maxAge, Optional<Duration> warn, Optional<Boolean> mustChange) {
    this(dn, maxAge, warn, mustChange, Optional.empty());
  }
}
