/**
 * The API: what programs ask over HTTP, under {@code /api/v1}. Knows nothing of the server: {@code
 * web} hands it what came and writes what it answers. Imports {@code console}, whose services do
 * the work, {@code document}, {@code journal} and {@code report}. Read {@link
 * org.keyturn.agent.web.api.Operation} first, then {@link org.keyturn.agent.web.api.Api}.
 *
 * <p>To add an operation: write an {@link org.keyturn.agent.web.api.Operation} that says who may
 * use it, what it takes and what it answers into the {@code all()} of an {@link
 * org.keyturn.agent.web.api.Operations}. Its path, the checks of what is sent, its part of the
 * OpenAPI document and the JSON of its answer follow from it.
 */
@NullMarked
package org.keyturn.agent.web.api;

import org.jspecify.annotations.NullMarked;
