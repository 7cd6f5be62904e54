package org.keyturn.agent.web;

import java.time.Instant;
import org.keyturn.agent.account.AccountId;

/**
 * Somebody who signed in.
 *
 * @param directory its name in the config
 */
record Person(String directory, AccountId id, String login, Instant since) {}
