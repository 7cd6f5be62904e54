package org.keyturn.agent.plan;

import java.util.Optional;
import java.util.function.Consumer;
import org.keyturn.agent.account.Action;

/**
 * Which run is to be taken back.
 *
 * @param run its id
 * @param action what it did; for the undo of an undo, what was undone
 * @param accounts streams those that it changed
 * @param operator the login or DN of whoever asks: never touched
 */
public record UndoRequest(
    String run, Action action, Consumer<Consumer<Done>> accounts, Optional<String> operator) {}
