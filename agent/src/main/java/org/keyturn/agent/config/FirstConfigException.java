package org.keyturn.agent.config;

/** What a first config cannot be made of, as one sentence with the mend; nothing was written. */
public final class FirstConfigException extends Exception {

  private static final long serialVersionUID = 1;

  private final String field;

  /**
   * @param field what is wrong: {@code url}, {@code tls}, {@code file}, or a key of the config
   */
  FirstConfigException(String field, String sentence) {
    super(sentence);
    this.field = field;
  }

  /**
   * Without it the sentence may leave open what is meant, unless it is about an address or a file.
   */
  public String field() {
    return field;
  }
}
