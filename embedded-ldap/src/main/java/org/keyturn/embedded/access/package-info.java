/** Who may read and write what. Read {@code AccessRules} first. Imports nothing of ours. */
@NullMarked
package org.keyturn.embedded.access;

import org.jspecify.annotations.NullMarked;
