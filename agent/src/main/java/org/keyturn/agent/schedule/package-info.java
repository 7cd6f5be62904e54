/**
 * Cron → run. Quartz lives only here; which instants were taken is the ledger's to say, not
 * Quartz's.
 */
@NullMarked
package org.keyturn.agent.schedule;

import org.jspecify.annotations.NullMarked;
