/** Uses {@code @EmbeddedLdap} as others do. */
@NullMarked
package org.keyturn.embedded.junit;

import org.jspecify.annotations.NullMarked;
