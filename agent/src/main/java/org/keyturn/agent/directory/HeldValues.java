package org.keyturn.agent.directory;

import java.util.List;

/**
 * What an entry holds of one attribute, byte for byte.
 *
 * @param attribute as the server names it, options included: {@code userCertificate;binary}
 */
public record HeldValues(String attribute, List<byte[]> values) {
  public HeldValues {
    values = List.copyOf(values);
  }
}
