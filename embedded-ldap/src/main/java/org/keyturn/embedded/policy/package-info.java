/**
 * Password policy after draft-behera-ldap-password-policy-10, read from {@code pwdPolicy} entries
 * at every operation, so that a policy written over LDAP is obeyed by the next bind. ApacheDS's own
 * policy code is not used: it knows no policy entries, keeps the history in clear and enforces
 * "must change" only towards clients that asked for it. Read {@code BindRules}, then {@code
 * PasswordWrites}.
 */
@NullMarked
package org.keyturn.embedded.policy;

import org.jspecify.annotations.NullMarked;
