/** Tests that talk LDAP to a real server on loopback. Read {@code Client} first. */
@NullMarked
package org.keyturn.embedded;

import org.jspecify.annotations.NullMarked;
