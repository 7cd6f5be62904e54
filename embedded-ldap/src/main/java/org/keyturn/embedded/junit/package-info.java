/**
 * A server for JUnit tests. Read {@code EmbeddedLdap} first. JUnit Jupiter is expected on the class
 * path of whoever uses this package, and of nobody else.
 */
@NullMarked
package org.keyturn.embedded.junit;

import org.jspecify.annotations.NullMarked;
