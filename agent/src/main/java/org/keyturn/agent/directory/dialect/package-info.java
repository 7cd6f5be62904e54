/**
 * One class per server family, and the detector. A dialect knows how its server keeps the state of
 * a password and how a change is written and guarded there; everything that servers share stands in
 * {@code directory}. Read {@link Dialect} first.
 */
@NullMarked
package org.keyturn.agent.directory.dialect;

import org.jspecify.annotations.NullMarked;
