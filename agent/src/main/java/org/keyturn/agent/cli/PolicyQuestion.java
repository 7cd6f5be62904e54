package org.keyturn.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.keyturn.agent.plan.PolicyDrift;

/** Asks before policies are changed, which counts for everyone under them. */
final class PolicyQuestion {

  private PolicyQuestion() {}

  static boolean confirmed(Desk desk, List<PolicyDrift> policies) {
    Screen screen = desk.screen();
    String what = "Change " + Words.count(policies.size(), "policy", "policies");
    if (!screen.canAsk()) {
      throw new InputException(
          what + ": there is no terminal to ask on; say --yes, or look first with --check");
    }
    for (PolicyDrift drift : policies) {
      for (PolicyDrift.Difference d : drift.differences()) {
        screen
            .err()
            .println(
                "  " + drift.name() + " " + d.what() + ": " + d.found() + " → " + d.declared());
      }
    }
    screen.err().print(what + ", for everyone under them? [y/N] ");
    screen.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(screen.in(), Charset.defaultCharset()))
              .readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
