package org.keyturn.agent.account;

/** A secret that a test knows. */
public record TypedSecret(String text) implements SecretSource {

  @Override
  public Secret read() {
    return Secret.of(text);
  }

  @Override
  public String describe() {
    return "the test's";
  }

  @Override
  public String toString() {
    return describe();
  }
}
