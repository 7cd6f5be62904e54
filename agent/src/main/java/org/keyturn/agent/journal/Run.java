package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Lifecycle;
import org.keyturn.agent.account.Remit;

/**
 * One run: a frozen plan that is being carried out or was.
 *
 * @param id sortable by time and short enough to type: {@code 20261122-023000-7kq2}
 * @param job the config's job; empty for a command
 * @param action what is done to each account
 * @param directory the config's name of the directory
 * @param server the URL that the plan was read from
 * @param actor who asked: an operator's login, or {@code schedule}
 * @param reason what the operator wrote; may be empty
 * @param planChecksum the checksum of the frozen plan
 * @param options what the run needs to know when it is resumed
 * @param scanned how many accounts the plan read
 * @param state where it stands
 * @param startedAt when its plan was put on disk
 * @param endedAt when its last account was accounted for
 * @param stoppedBy why it stopped before the end; empty where it did not
 */
public record Run(
    String id,
    Optional<String> job,
    Action action,
    String directory,
    String server,
    String actor,
    String reason,
    String planChecksum,
    Options options,
    long scanned,
    State state,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<String> stoppedBy) {

  public enum State {
    /** Some account has no outcome yet; alive if its holder is. */
    OPEN,
    /** Every account has an outcome. */
    DONE
  }

  /** The runs that were begun together with this one, without it. */
  public List<String> siblings() {
    return options.linked().stream().filter(other -> !other.equals(id)).toList();
  }

  /** The same, with every account accounted for. */
  public Run doneAt(Instant end) {
    return new Run(
        id,
        job,
        action,
        directory,
        server,
        actor,
        reason,
        planChecksum,
        options,
        scanned,
        State.DONE,
        startedAt,
        Optional.of(end),
        Optional.empty());
  }

  /**
   * The frozen rules of a run: a config that changes meanwhile does not change them.
   *
   * @param mustChange for a reset: choose another password at the next sign-in
   * @param deliver how a new password reaches the person: {@code show}, {@code mail}
   * @param deliverTo an address given for this run; for a reminder that of a test; empty: the
   *     account's own
   * @param reminding for a reminder: at which points, when and to whom besides
   * @param undoes for an undo: the run whose changes are taken back
   * @param lifecycle for a removal or a restore
   * @param remit how far the authority of whoever asked reaches
   * @param linked the runs that were begun together for the accounts of the same people in several
   *     directories, this one among them, in their order; empty: it stands alone
   */
  public record Options(
      boolean mustChange,
      String deliver,
      Optional<String> deliverTo,
      Optional<Reminding> reminding,
      Optional<String> undoes,
      Lifecycle lifecycle,
      Remit remit,
      List<String> linked) {

    public Options {
      linked = List.copyOf(linked);
    }

    public static final Options NONE =
        new Options(false, "", Optional.empty(), Optional.empty(), Optional.empty());

    /** Of whoever stays. */
    public Options(
        boolean mustChange,
        String deliver,
        Optional<String> deliverTo,
        Optional<Reminding> reminding,
        Optional<String> undoes) {
      this(
          mustChange,
          deliver,
          deliverTo,
          reminding,
          undoes,
          Lifecycle.NONE,
          Remit.EVERYONE,
          List.of());
    }
  }
}
