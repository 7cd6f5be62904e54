/**
 * The durable ledger: runs and their accounts, intents and outcomes, claims, messages, scheduled
 * occurrences and the audit chain. SQL lives only here. Imports {@code account} alone. Read {@link
 * Ledger} first; the tables are drawn in its migrations.
 */
@NullMarked
package org.keyturn.agent.journal;

import org.jspecify.annotations.NullMarked;
