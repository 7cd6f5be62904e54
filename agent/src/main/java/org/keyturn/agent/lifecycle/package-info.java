/**
 * Out of the organisation, and back: a removal is several writes, each with its own intent and
 * outcome, and the way back is on record before the first of them. Imports account, directory,
 * journal, plan and run. Read {@link org.keyturn.agent.lifecycle.Leaving} first.
 */
@NullMarked
package org.keyturn.agent.lifecycle;

import org.jspecify.annotations.NullMarked;
