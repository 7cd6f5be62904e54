/**
 * Selection → decisions → a frozen {@code Plan}: accounts, pre-images, a checksum; then the {@code
 * Brake}. Changes nothing. Imports {@code account}, {@code policy} and {@code directory}. Read
 * {@code Planner} first.
 */
@NullMarked
package org.keyturn.agent.plan;

import org.jspecify.annotations.NullMarked;
