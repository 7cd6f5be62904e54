package org.keyturn.agent.account;

/**
 * The identity that an entry keeps when it is renamed and that a new entry under the same DN does
 * not get: {@code entryUUID} (RFC 4530), {@code nsUniqueId}, {@code objectGUID}.
 *
 * @param value the server's own textual form, lower case
 */
public record AccountId(String value) implements Comparable<AccountId> {

  public AccountId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("an account id is not blank");
    }
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
