package org.keyturn.agent.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.journal.AccessToken;

/** What {@code check} says of the tokens of programs. */
final class TokenCheck {

  static final Duration UNUSED = Duration.ofDays(90);
  static final Duration ENDS_SOON = Duration.ofDays(14);

  private TokenCheck() {}

  /** Nothing where there is no token. */
  static List<Finding> of(List<AccessToken> tokens, Instant now) {
    List<AccessToken> live = tokens.stream().filter(token -> token.isLive(now)).toList();
    List<Finding> findings = new ArrayList<>();
    for (AccessToken token : live) {
      Instant used = token.usedAt().orElse(token.createdAt());
      if (!now.isBefore(used.plus(UNUSED))) {
        findings.add(
            Finding.warn(
                "token " + token.name(),
                "is a way in as " + token.role() + " that nobody has used for 90 days",
                "keyturn token revoke " + token.name()));
      } else if (!now.isBefore(token.expiresAt().minus(ENDS_SOON))) {
        findings.add(
            Finding.warn(
                "token " + token.name(),
                "ends " + Words.away(token.expiresAt(), now) + ", and is in use",
                "keyturn token revoke "
                    + token.name()
                    + ", then keyturn token create "
                    + token.name()));
      }
    }
    if (findings.isEmpty() && !live.isEmpty()) {
      findings.add(Finding.ok("tokens", Words.count(live.size(), "is", "are") + " live"));
    }
    return findings;
  }
}
