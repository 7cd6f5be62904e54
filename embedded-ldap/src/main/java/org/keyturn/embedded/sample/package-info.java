/**
 * A company to try things on, the same at every start and as large as asked. Read {@code
 * SampleCompany} first. Knows no server: it is LDIF.
 */
@NullMarked
package org.keyturn.embedded.sample;

import org.jspecify.annotations.NullMarked;
