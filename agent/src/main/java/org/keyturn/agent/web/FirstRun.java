package org.keyturn.agent.web;

import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.ShownCertificates;
import org.keyturn.agent.directory.Survey;

/**
 * What the first-run pages do, for the one browser that was let in: it remembers how far that one
 * is. Thread-safe.
 */
public interface FirstRun {

  /** What came of looking at a directory. */
  sealed interface Reply {}

  /** It was looked at. */
  record Found(Survey survey) implements Reply {}

  /** Its certificate has to be looked at by a person first; no password was sent. */
  record Stranger(ShownCertificates shown) implements Reply {}

  /**
   * It was not.
   *
   * @param field {@code url}, {@code bind-dn} or {@code password}
   * @param sentence what is wrong, and what would be right
   */
  record Wrong(String field, String sentence) implements Reply {}

  /**
   * What somebody wants written.
   *
   * @param from a mail address that messages come from
   */
  record Choices(Survey.Proposal proposal, String from, String organisation) {}

  /** Where the config will stand. */
  String file();

  /** As it was typed on the command line, or the last time; may be blank. */
  String url();

  /** As {@link #url}. */
  String bindDn();

  /** Looks at a directory; what was found before is forgotten. */
  Reply connect(String url, String bindDn, Secret password);

  /** The server that was connected to and awaits it, if any, is trusted from now on. */
  Reply trust();

  /** What the last server awaits a person's look at. */
  Optional<ShownCertificates> awaited();

  /** What was found. */
  Optional<Survey> found();

  /** What is to be written: as it was proposed, until somebody chose. */
  Optional<Choices> choices();

  /**
   * Takes these, where a config of them could be used.
   *
   * @return what is wrong, by the last word of the key; empty: they are taken
   */
  Map<String, String> choose(Choices choices);

  /** The config of what was chosen; empty where nobody chose yet. */
  Optional<String> text();

  /**
   * Writes it.
   *
   * @return why nothing was written; empty: it was
   */
  Optional<String> write();

  /** The command that comes next; empty where nothing was written yet. */
  Optional<String> next();
}
