package org.keyturn.agent.account;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an operator asks for. The spelling is the one of the command line, config and plan file. */
public enum Action {
  /** A new password, generated or given; must change unless told otherwise. */
  RESET("reset", "reset"),
  /** The present password must be changed at the next sign-in. */
  FORCE_CHANGE("force-change", "must change"),
  /** Takes a forced change back: the present password may be kept. */
  FORCE_CHANGE_OFF("force-change-off", "need not change"),
  /** The present password's age ends now. */
  EXPIRE("expire", "expired"),
  /** The present password's age ends it at an instant of its own, apart from everybody else's. */
  SPREAD("spread", "spread"),
  /** The password's age never ends it. */
  NEVER_EXPIRE("never-expire", "never expires"),
  /** Back under the organisation's expiration. */
  NEVER_EXPIRE_OFF("never-expire-off", "expires again"),
  UNLOCK("unlock", "unlocked"),
  DISABLE("disable", "disabled"),
  ENABLE("enable", "enabled"),
  /** A message to the person; nothing is written to the directory. */
  REMIND("remind", "reminded"),
  /** The policy that the config declares for the account; differs from one to the next. */
  SYNC("sync", "as declared"),
  /** Out of the organisation, step by step: no sign-in, no groups, and away to the archive. */
  REMOVE("remove", "removed"),
  /** Back into the organisation, as it was before it was removed. */
  RESTORE("restore", "back"),
  /** Out of the directory, once somebody who was removed was kept long enough. */
  PURGE("purge", "deleted"),
  /** What a run wrote goes back to what was there before; always of one run. */
  UNDO("undo", "as before");

  private final String id;
  private final String past;

  Action(String id, String past) {
    this.id = id;
    this.past = past;
  }

  /** The spelling of config, command line and plan file. */
  public String id() {
    return id;
  }

  /** What an account is afterwards, for people: "211 must change". */
  public String outcome() {
    return past;
  }

  /**
   * What any account can be asked for and is one change: all but what takes a run, a declaration,
   * or several steps.
   */
  public static Set<Action> ofAnyAccount() {
    return EnumSet.complementOf(EnumSet.of(SYNC, REMOVE, RESTORE, PURGE, UNDO));
  }

  /** Whether carrying it out writes to the directory. */
  public boolean writes() {
    return this != REMIND;
  }

  public static Optional<Action> byId(String id) {
    return Stream.of(values()).filter(a -> a.id.equals(id)).findFirst();
  }

  @Override
  public String toString() {
    return id;
  }
}
