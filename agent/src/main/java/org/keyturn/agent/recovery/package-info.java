/**
 * Self-service: who somebody is, proved step by step, and then the write. Nothing of HTTP. The
 * state is a ticket in the ledger, never what a browser says; whoever is nobody goes the same
 * steps, in the same time, and they lead nowhere. Imports {@code account}, {@code directory},
 * {@code journal}, {@code password}, {@code notify}, {@code plan} and {@code run}. Read {@link
 * org.keyturn.agent.recovery.Recovery} first.
 */
@NullMarked
package org.keyturn.agent.recovery;

import org.jspecify.annotations.NullMarked;
