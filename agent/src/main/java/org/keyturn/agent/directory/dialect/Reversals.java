package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange.PutBack;
import org.keyturn.agent.directory.Reversal;

/**
 * Whether a change can be taken back: what it wrote must be as it left it, and what it was guarded
 * by as it found it. What moves with every change of an entry, a new phone number too, does not
 * count here; it guards the write all the same.
 */
final class Reversals {

  private static final EntryVersion NOTHING = EntryVersion.of(Map.of());

  private final Vocabulary vocabulary;

  Reversals(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  Reversal of(PutBack change, Optional<EntryVersion> left, EntryVersion now) {
    Order order = vocabulary.putBack(change.undone(), change.before());
    if (order.rejected().isPresent()) {
      return new Reversal.Impossible(order.rejected().get().detail());
    }
    List<String> written = vocabulary.sets(change.undone());
    List<String> beside =
        vocabulary.guarded(change.undone(), NOTHING).stream()
            .filter(attribute -> !written.contains(attribute))
            .toList();
    Optional<String> moved = differing(beside, left.orElse(change.before()), now);
    if (moved.isPresent()) {
      return new Reversal.ChangedSince(moved.get());
    }
    if (differing(written, change.before(), now).isEmpty()) {
      return new Reversal.AsBefore();
    }
    Optional<String> rewritten = left.flatMap(l -> differing(written, l, now));
    if (rewritten.isPresent()) {
      return new Reversal.ChangedSince(rewritten.get());
    }
    if (left.isEmpty() && !stands(change, now)) {
      return new Reversal.ChangedSince("what the run wrote does not stand any more");
    }
    return new Reversal.Possible(
        written.stream()
            .filter(attribute -> !now.get(attribute).equals(change.before().get(attribute)))
            .map(a -> a + ": " + shown(now, a) + " → " + shown(change.before(), a))
            .collect(Collectors.joining(", ")));
  }

  /** The first attribute that is another, in words. */
  private static Optional<String> differing(
      List<String> attributes, EntryVersion then, EntryVersion now) {
    return attributes.stream()
        .filter(attribute -> !then.get(attribute).equals(now.get(attribute)))
        .map(a -> a + " is " + shown(now, a) + ", the run left " + shown(then, a))
        .findFirst();
  }

  private static String shown(EntryVersion version, String attribute) {
    return version.get(attribute).orElse("none");
  }

  private boolean stands(PutBack change, EntryVersion now) {
    Entry entry = new Entry("");
    now.attributes().forEach(entry::addAttribute);
    return vocabulary.isSo(change.undone(), entry);
  }
}
