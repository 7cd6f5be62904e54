/** What can only be seen from inside the server. */
@NullMarked
package org.keyturn.embedded.policy;

import org.jspecify.annotations.NullMarked;
