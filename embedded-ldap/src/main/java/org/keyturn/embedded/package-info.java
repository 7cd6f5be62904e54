/**
 * An LDAP server in this process: ApacheDS whose password policies are entries. Read {@code
 * EmbeddedLdapServer} first.
 */
@NullMarked
package org.keyturn.embedded;

import org.jspecify.annotations.NullMarked;
