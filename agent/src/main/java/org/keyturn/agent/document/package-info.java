/**
 * JSON documents whose keys are said once: the list that writes one also describes it. Imports
 * {@code account}, for secrets. Read {@link org.keyturn.agent.document.Document} first.
 */
@NullMarked
package org.keyturn.agent.document;

import org.jspecify.annotations.NullMarked;
