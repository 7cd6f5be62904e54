/**
 * The promises under attack: real agent processes, real servers, kills and cuts at chosen steps.
 * Needs the packaged jar; run by {@code mvn verify}. Read {@link FaultPhase} first.
 */
@NullMarked
package org.keyturn.agent.faults;

import org.jspecify.annotations.NullMarked;
