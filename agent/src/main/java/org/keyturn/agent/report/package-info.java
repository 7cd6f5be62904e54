/**
 * What people and programs read: lists, explanations, run documents, reports. Imports {@code
 * account}, {@code policy}, {@code directory}, {@code journal}, {@code plan} and {@code template};
 * decides nothing. Read {@link Explainer} or {@link Reporter} first.
 */
@NullMarked
package org.keyturn.agent.report;

import org.jspecify.annotations.NullMarked;
