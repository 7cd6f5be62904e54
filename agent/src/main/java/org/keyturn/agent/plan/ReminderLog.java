package org.keyturn.agent.plan;

import java.time.Duration;
import java.time.Instant;
import org.keyturn.agent.account.AccountId;

/** What is on record of reminders. A test to one address is kept apart: it told nobody. */
public interface ReminderLog {

  /** Nobody was ever told anything. */
  ReminderLog NOTHING =
      new ReminderLog() {
        @Override
        public boolean has(AccountId account, Instant end, Duration point, boolean test) {
          return false;
        }

        @Override
        public long today(String job, boolean test) {
          return 0;
        }
      };

  /** Whether somebody was told of this end of this account's password at this point. */
  boolean has(AccountId account, Instant end, Duration point, boolean test);

  /** How many people a job told since the day began. */
  long today(String job, boolean test);
}
