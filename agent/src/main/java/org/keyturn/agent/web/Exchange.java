package org.keyturn.agent.web;

import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.notify.Language;

/**
 * One request that was let through, and what its browser is remembered by. For the time of one
 * {@link Page#answer}.
 */
final class Exchange {

  private final Words words;
  private final Form form;
  private final Map<String, String> query;
  private final Sessions sessions;
  private final Tokens tokens;
  private String secret;
  private boolean renewed;
  private Optional<Language> chosen = Optional.empty();
  private Optional<Sight> evidence = Optional.empty();

  /**
   * @param secret the browser's
   */
  Exchange(
      Words words,
      Form form,
      Map<String, String> query,
      Sessions sessions,
      Tokens tokens,
      String secret) {
    this.words = words;
    this.form = form;
    this.query = query;
    this.sessions = sessions;
    this.tokens = tokens;
    this.secret = secret;
  }

  /** The sentences in the reader's language. */
  Words words() {
    return words;
  }

  /** What was posted; empty where something is only looked at. */
  Form form() {
    return form;
  }

  /** A value of the query, one of those that the route declares. */
  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** Tells this browser from every other; nobody gets in with it, so it may be kept. */
  String browser() {
    return Tokens.fingerprint(secret);
  }

  /** What was {@linkplain #remember remembered} of this type. */
  <T> Optional<T> remembered(Class<T> type) {
    return sessions.get(browser(), type);
  }

  /** Until the browser was idle for {@link Sessions#IDLE}; one value a type. */
  void remember(Object value) {
    sessions.put(browser(), value);
  }

  void forget(Class<?> type) {
    sessions.drop(browser(), type);
  }

  /** Forgets everything: signs out. */
  void end() {
    sessions.end(browser());
    renew();
  }

  /** Gives the browser another secret, as somebody signs in: what knew the old one is out. */
  void renew() {
    String old = browser();
    secret = tokens.fresh();
    sessions.move(old, browser());
    renewed = true;
  }

  /** What the operator may do who asks; empty for everybody else. */
  Optional<Sight> evidence() {
    return evidence;
  }

  void bear(Sight found) {
    evidence = Optional.of(found);
  }

  void choose(Language language) {
    chosen = Optional.of(language);
  }

  String secret() {
    return secret;
  }

  boolean renewed() {
    return renewed;
  }

  Optional<Language> chosen() {
    return chosen;
  }
}
