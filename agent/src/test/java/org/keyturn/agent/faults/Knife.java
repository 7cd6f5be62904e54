package org.keyturn.agent.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Launched;

/** Kills an agent at one step of a reset, and keeps count of the passwords that went through. */
final class Knife implements Gate.Watchman {

  /** When the process dies. */
  enum Step {
    AFTER_THE_INTENT_BEFORE_IT_IS_SENT,
    SENT_BEFORE_THE_ANSWER,
    /** The write is answered, and what follows it is not sent: a read-back, the next account. */
    ANSWERED_BEFORE_WHAT_FOLLOWS,
    /** Only where a reset takes two writes. */
    BETWEEN_THE_FIRST_WRITE_AND_THE_SECOND,
    ANSWERED_BEFORE_THE_OUTCOME
  }

  /** Some are through by then, and some are not. */
  private static final int THIRD = 3;

  private static final int TENTH = 10;

  /** RFC 3062. */
  private static final String PASSWORD_MODIFY = "1.3.6.1.4.1.4203.1.11.1";

  private final Step step;
  private final AtomicReference<Launched> victim = new AtomicReference<>();
  private final AtomicInteger seconds = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final Queue<String> passed = new ConcurrentLinkedQueue<>();
  private volatile boolean sheathed;

  Knife(Step step) {
    this.step = step;
  }

  void at(Launched launched) {
    victim.set(launched);
  }

  /** From now on it only counts. */
  void sheathe() {
    sheathed = true;
  }

  /** The requests with a password of this person that were let through, as they went. */
  List<String> passwordWrites(String login) {
    return passed.stream().filter(text -> text.contains(login)).toList();
  }

  @Override
  public Verdict judge(Kind kind, int number) {
    return Verdict.PASS;
  }

  @Override
  public Verdict judge(Kind kind, int number, byte[] message) {
    String text = // AD takes passwords in UTF-16
        kind == Kind.MODIFY || kind == Kind.EXTENDED
            ? new String(message, StandardCharsets.ISO_8859_1).replace("\0", "")
            : "";
    boolean password =
        text.contains("userPassword")
            || text.contains("unicodePwd")
            || text.contains(PASSWORD_MODIFY);
    if (!sheathed && isTime(kind, password)) {
      kill();
      return Verdict.CUT;
    }
    if (password) {
      passed.add(text);
    }
    return Verdict.PASS;
  }

  private boolean isTime(Kind kind, boolean password) {
    return switch (step) {
      case AFTER_THE_INTENT_BEFORE_IT_IS_SENT -> password;
      case SENT_BEFORE_THE_ANSWER -> kind == Kind.MODIFIED && answers.incrementAndGet() == TENTH;
      case ANSWERED_BEFORE_WHAT_FOLLOWS ->
          (kind == Kind.SEARCH || kind == Kind.MODIFY) && answers.get() >= THIRD;
      case BETWEEN_THE_FIRST_WRITE_AND_THE_SECOND ->
          (kind == Kind.MODIFY && !password) && seconds.incrementAndGet() == THIRD;
      case ANSWERED_BEFORE_THE_OUTCOME -> false;
    };
  }

  @Override
  public void passed(Kind kind, int number) {
    if (kind == Kind.MODIFIED
        && step != Step.SENT_BEFORE_THE_ANSWER
        && answers.incrementAndGet() == TENTH
        && step == Step.ANSWERED_BEFORE_THE_OUTCOME
        && !sheathed) {
      kill();
    }
  }

  private void kill() {
    Launched launched = victim.get();
    if (launched != null) {
      launched.kill();
    }
  }
}
