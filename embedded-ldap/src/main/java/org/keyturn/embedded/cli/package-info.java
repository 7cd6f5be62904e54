/** The command behind {@code scripts/embedded-ldap}. Picocli lives only here. */
@NullMarked
package org.keyturn.embedded.cli;

import org.jspecify.annotations.NullMarked;
