/** Runs the launcher as a process, as scripts/embedded-ldap does. */
@NullMarked
package org.keyturn.embedded.cli;

import org.jspecify.annotations.NullMarked;
