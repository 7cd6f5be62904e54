package org.keyturn.agent.directory;

import org.keyturn.agent.account.Account;

/** What a key led to. */
public sealed interface Lookup {

  record Found(Account account) implements Lookup {}

  record NotFound() implements Lookup {}

  /** Several entries answer to it: none of them is meant. */
  record Ambiguous(int matches) implements Lookup {}
}
