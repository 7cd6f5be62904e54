package org.keyturn.agent.web.api;

import org.keyturn.agent.document.Shape;

/**
 * A value in an address, after the question mark or within the path.
 *
 * @param shape a text, a number or a flag
 * @param says what it is, for people
 * @param required whether there is no going without it
 */
record Parameter(String name, Shape shape, String says, boolean required) {}
