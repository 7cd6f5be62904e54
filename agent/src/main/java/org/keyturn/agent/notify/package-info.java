/**
 * Messages: what people are told, from which template, through which gateway; and what programs are
 * told. Imports {@code account}, {@code journal} and {@code template}. Read {@code OutboxWorker}
 * first: it hands each message to the {@code Courier} of its channel. {@code PersonCourier} makes
 * words of it and has a way for each channel ({@code MailWay}, {@code TextWay}), {@code
 * ProgramCourier} hands events to {@code Webhook} and {@code Hook}; {@code Subscribers} owes them
 * from the audit trail.
 */
@NullMarked
package org.keyturn.agent.notify;

import org.jspecify.annotations.NullMarked;
