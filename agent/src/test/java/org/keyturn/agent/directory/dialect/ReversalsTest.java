package org.keyturn.agent.directory.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange.PutBack;
import org.keyturn.agent.directory.Reversal;

/** What can be taken back, in the words of a server that lets little be written. */
final class ReversalsTest {

  private final Reversals reversals = new Reversals(new AdVocabulary());

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a flag that stands as it was left goes back,  disable,          512,   514,   514,   Possible",
    "a flag taken away by hand is as before,       disable,          512,   514,   512,   AsBefore",
    "another flag beside it was changed,           disable,          512,   514,   66050, ChangedSince",
    "what was left was not kept and still stands,  disable,          512,   -,     514,   Possible",
    "it was not kept and does not stand,           disable,          512,   -,     66048, ChangedSince",
    "an exemption goes back,                       never-expire,     512,   66048, 66048, Possible",
    "an old time cannot be written,                force-change,     1341,  0,     0,     Impossible",
    "a forced change can be written again,         force-change-off, 0,     1341,  1341,  Possible",
    "unless the password was changed since,        force-change-off, 0,     1341,  1399,  ChangedSince",
    "nobody can lock out by hand,                  unlock,           1341,  0,     0,     Impossible"
  })
  void row(String why, String action, String before, String left, String now, String verdict) {
    Action undone = Action.byId(action).orElseThrow();
    Reversal reversal =
        reversals.of(
            new PutBack(undone, version(undone, before)),
            left.equals("-") ? Optional.empty() : Optional.of(version(undone, left)),
            version(undone, now));
    assertThat(reversal.getClass().getSimpleName()).as("%s: %s", why, reversal).isEqualTo(verdict);
  }

  private static EntryVersion version(Action action, String value) {
    Map<String, String> version = new HashMap<>();
    version.put(AdVocabulary.guard(action), value);
    return EntryVersion.of(version);
  }
}
