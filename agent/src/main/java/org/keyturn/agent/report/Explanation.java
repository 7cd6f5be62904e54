package org.keyturn.agent.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Run;

/**
 * All there is to say about one account: can they sign in and if not why, when the password expires
 * and by which policy, what happens next, what we did and sent.
 *
 * @param account as it is now
 * @param signIn whether a right password is taken now, as a sentence
 * @param removal that it was removed; empty where it was not, or is back
 * @param untouchable why no run touches it; empty where one may
 * @param reminders why the jobs that remind told them, or did not
 * @param next what the jobs of the config will do, soonest first
 * @param done what runs did, newest first
 * @param mailed what was mailed or is owed, newest first
 */
public record Explanation(
    Account account,
    SignIn signIn,
    Optional<Removal> removal,
    Optional<String> untouchable,
    List<ReminderNews> reminders,
    List<Next> next,
    List<Map.Entry<Run, Item>> done,
    List<Message> mailed) {

  /**
   * @param kind what a right password leads to
   * @param sentence for people
   */
  public record SignIn(Kind kind, String sentence) {

    /** Whether a right password is taken at all. */
    public boolean possible() {
      return kind.possible;
    }

    /** What a right password leads to. */
    public enum Kind {
      YES(true),
      /** Nothing can be done but choose another one. */
      MUST_CHANGE(true),
      /** It has ended, and is taken a few times still. */
      GRACE(true),
      EXPIRED(false),
      LOCKED(false),
      DISABLED(false);

      private final boolean possible;

      Kind(boolean possible) {
        this.possible = possible;
      }
    }
  }

  /**
   * @param job the config's job
   * @param action what it does
   * @param at when it will, if nothing changes; empty where the job has no schedule or never will
   * @param why for people
   */
  public record Next(String job, String action, Optional<Instant> at, String why) {}
}
