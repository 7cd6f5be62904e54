package org.keyturn.agent.account;

/**
 * Where a secret is kept: a file, an environment variable, a systemd credential. It is read when it
 * is needed and again after a refusal, so that a rotated password is picked up.
 */
public interface SecretSource {

  /**
   * Reads it now.
   *
   * @return the caller's to close
   * @throws IllegalStateException with a sentence for the operator where it cannot be read
   */
  Secret read();

  /** For people: {@code file /etc/keyturn/bind.pw}. Never the secret. */
  String describe();
}
