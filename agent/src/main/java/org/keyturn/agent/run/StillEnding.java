package org.keyturn.agent.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.notify.Reminder;
import org.keyturn.agent.notify.StillSo;

/**
 * Reads the account that a reminder is about, right before it leaves: whoever chose a password over
 * night is not told in the morning that it ends. Everything else is still so. Thread-safe.
 */
public final class StillEnding implements StillSo {

  /** A directory that is away is not asked for each of ten thousand messages. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final String AWAY = "the directory is away";

  private final Set<String> names;
  private final Function<String, Directory> directories;
  private final Clock clock;
  private final Map<String, Instant> away = new ConcurrentHashMap<>();

  /**
   * @param names those that the config still has
   * @param directories by such a name; may throw a {@link DirectoryException}
   */
  public StillEnding(Set<String> names, Function<String, Directory> directories, Clock clock) {
    this.names = Set.copyOf(names);
    this.directories = directories;
    this.clock = clock;
  }

  @Override
  public Answer ask(Message message) {
    Map<String, String> values = message.content().values();
    Optional<Instant> end =
        Optional.ofNullable(values.get(Reminder.EXPIRES_AT)).map(Instant::parse);
    if (end.isEmpty() || !values.containsKey(Reminder.POINT)) {
      return new Yes();
    }
    String name = values.getOrDefault("directory", "");
    if (!names.contains(name)) {
      return new No("its directory is no longer in the config");
    }
    Instant failed = away.get(name);
    if (failed != null && clock.instant().isBefore(failed.plus(PAUSE))) {
      return new Unknown(AWAY);
    }
    try {
      AccountId id = new AccountId(values.getOrDefault("account", ""));
      return answer(directories.apply(name).read(id), end.get());
    } catch (DirectoryException e) {
      away.put(name, clock.instant());
      return new Unknown(AWAY);
    }
  }

  private static Answer answer(Optional<Account> now, Instant end) {
    if (now.isEmpty()) {
      return new No("the entry is gone");
    } else if (!now.get().state().enabled()) {
      return new No("the account is disabled now");
    }
    return now.get().state().expiry().end().filter(end::equals).isPresent()
        ? new Yes()
        : new No("its password ends otherwise now");
  }
}
