/** What can only be seen from inside the server. */
@NullMarked
package org.keyturn.embedded.server;

import org.jspecify.annotations.NullMarked;
