/**
 * What people and programs read: lists, explanations, run documents. Imports {@code account},
 * {@code policy}, {@code directory}, {@code journal} and {@code plan}; decides nothing.
 */
@NullMarked
package org.keyturn.agent.report;

import org.jspecify.annotations.NullMarked;
