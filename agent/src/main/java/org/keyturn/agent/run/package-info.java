/**
 * Carries a frozen plan out: intent, guarded write, read-back, outcome; and takes it up again after
 * a crash. The only room that asks the directory to write accounts. Read {@link Runner} first.
 */
@NullMarked
package org.keyturn.agent.run;

import org.jspecify.annotations.NullMarked;
