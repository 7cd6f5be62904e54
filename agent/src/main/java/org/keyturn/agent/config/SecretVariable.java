package org.keyturn.agent.config;

import java.util.Map;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;

/** A secret in an environment variable. */
final class SecretVariable implements SecretSource {

  private final String name;
  private final Map<String, String> env;

  SecretVariable(String name, Map<String, String> env) {
    this.name = name;
    this.env = env;
  }

  boolean isSet() {
    return !env.getOrDefault(name, "").isEmpty();
  }

  @Override
  public Secret read() {
    if (!isSet()) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return Secret.of(env.getOrDefault(name, ""));
  }

  @Override
  public String describe() {
    return "environment variable " + name;
  }

  @Override
  public String toString() {
    return describe();
  }
}
