/**
 * What an account is and what can be done to it: the words that every other room speaks. Imports
 * nothing of ours; no clock, no I/O. Read {@link Account} first, then {@link PasswordChange}.
 */
@NullMarked
package org.keyturn.agent.account;

import org.jspecify.annotations.NullMarked;
