package org.keyturn.agent.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.keyturn.agent.journal.GivenAnswers;
import org.keyturn.agent.journal.GivenAnswers.Given;
import org.keyturn.agent.journal.GivenAnswers.Known;

/**
 * What is posted with an {@code Idempotency-Key} is done once, however often it is asked: the
 * answer is kept and given again. What ended in a {@link Problem} has changed nothing, and leaves
 * its key free. Where the agent ended in between, nobody can say what came of it, and it says so.
 */
final class Once {

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private final GivenAnswers answers;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  Once(GivenAnswers answers) {
    this.answers = answers;
  }

  /**
   * @param again whether it was given before
   */
  record Outcome(Given given, boolean again) {}

  /**
   * @param token the name of the token that asks
   */
  Outcome answer(String token, Asked asked, Supplier<Given> work) {
    if (!KEY.matcher(asked.key()).matches()) {
      throw Problem.of(
          Problem.Kind.BAD_REQUEST,
          "Idempotency-Key is not 1 to 128 visible ASCII characters; a UUID is fine");
    }
    String place = token + "\n" + asked.key();
    if (!underWay.add(place)) {
      throw Problem.later(
          Problem.Kind.UNDER_WAY, "Ask again in a moment for its answer", Duration.ofSeconds(1));
    }
    try {
      Known known = answers.take(token, asked.key(), digest(asked));
      if (known instanceof Known.Answered answered) {
        return new Outcome(answered.given(), true);
      } else if (known instanceof Known.Other) {
        throw Problem.of(
            Problem.Kind.KEY_REUSED, "This Idempotency-Key was sent with something else before");
      } else if (known instanceof Known.Unanswered) {
        throw Problem.of(
            Problem.Kind.UNANSWERED,
            "The agent failed or ended while it worked on it. Look at GET /runs and GET /plans"
                + " before you ask with another key");
      }
      return new Outcome(done(token, asked, work), false);
    } finally {
      underWay.remove(place);
    }
  }

  private Given done(String token, Asked asked, Supplier<Given> work) {
    try {
      Given given = work.get();
      answers.give(token, asked.key(), given);
      return given;
    } catch (RuntimeException e) {
      if (Problem.of(e).kind().changedNothing()) {
        answers.letGo(token, asked.key());
      }
      throw e;
    }
  }

  private static String digest(Asked asked) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update((asked.method() + "\n" + asked.path() + "\n" + asked.queryText()).getBytes(UTF_8));
      sha.update((byte) '\n');
      return HexFormat.of().formatHex(sha.digest(asked.body()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  /** Whether a request asks for this. */
  static Optional<String> key(Asked asked) {
    return asked.method() == Method.POST
        ? Optional.of(asked.key()).filter(key -> !key.isEmpty())
        : Optional.empty();
  }
}
