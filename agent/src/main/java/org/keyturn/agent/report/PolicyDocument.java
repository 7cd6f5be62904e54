package org.keyturn.agent.report;

import java.time.Duration;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.document.Document;

/** A password policy as the directory has it; the keys are a contract. */
public final class PolicyDocument {

  public static final Document<PasswordPolicy> KEYS =
      Document.<PasswordPolicy>of("Policy")
          .text("name", "The value of its entry's name.", PasswordPolicy::name)
          .text("dn", "Its entry.", PasswordPolicy::dn)
          .maybeNumber(
              "maxAgeSeconds",
              "After which a password ends; null: never.",
              p -> p.maxAge().map(Duration::toSeconds))
          .number("warnSeconds", "How long before people are told.", p -> p.warn().toSeconds())
          .flag("mustChange", "Whether a forced change is honoured.", PasswordPolicy::mustChange)
          .number("minLength", "Of a password.", PasswordPolicy::minLength)
          .number("history", "Passwords that cannot be used again.", PasswordPolicy::history)
          .number("graceLogins", "Sign-ins after the end.", PasswordPolicy::graceLogins)
          .number(
              "lockoutSeconds",
              "How long a lock lasts; 0: until somebody unlocks.",
              p -> p.lockoutDuration().toSeconds());

  private PolicyDocument() {}
}
