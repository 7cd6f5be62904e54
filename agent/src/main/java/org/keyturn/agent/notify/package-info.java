/**
 * Messages: what people are told, from which template, through which gateway. Imports {@code
 * account}, {@code journal} and {@code template}. Read {@code OutboxWorker} first.
 */
@NullMarked
package org.keyturn.agent.notify;

import org.jspecify.annotations.NullMarked;
