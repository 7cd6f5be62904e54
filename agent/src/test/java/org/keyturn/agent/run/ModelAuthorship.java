package org.keyturn.agent.run;

import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.run.History.Author;

/** What a {@link ModelDirectory} concludes from an entry about a write without an answer. */
final class ModelAuthorship {

  private ModelAuthorship() {}

  static Authorship of(@Nullable ModelEntry entry, Write write) {
    if (entry == null) {
      return new Authorship.Gone();
    }
    return write.change() instanceof PasswordChange.Reset reset
        ? ofReset(entry, write, reset)
        : ofFlag(entry, write);
  }

  /** As a dialect concludes it: by the signs, and by a sign-in where they are not clear. */
  private static Authorship ofReset(ModelEntry entry, Write write, PasswordChange.Reset reset) {
    if (entry.isAsPlanned(write.expected(), true)) {
      return new Authorship.Untouched(entry.version());
    }
    boolean asWanted = entry.mustChange == reset.mustChange();
    if (entry.modifier == Author.SELF && !asWanted) {
      return new Authorship.SomebodyElse("the person changed it");
    }
    return (entry.modifier == Author.AGENT && asWanted)
            || entry.password.equals(reset.password().withChars(String::new))
        ? new Authorship.Ours(entry.version())
        : new Authorship.SomebodyElse("the password is another one");
  }

  private static Authorship ofFlag(ModelEntry entry, Write write) {
    if (entry.mustChange) {
      return new Authorship.Ours(entry.version());
    }
    return entry.isAsPlanned(write.expected(), false)
        ? new Authorship.Untouched(entry.version())
        : new Authorship.SomebodyElse("the entry is neither as it was nor as it should be");
  }
}
