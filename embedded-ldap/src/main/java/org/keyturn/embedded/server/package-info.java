/**
 * ApacheDS, put together: schema, partitions, interceptors, transports. Nothing of ApacheDS is seen
 * outside this package, {@code policy} and {@code access}. Read {@code DirectoryStore}, then {@code
 * Network}.
 */
@NullMarked
package org.keyturn.embedded.server;

import org.jspecify.annotations.NullMarked;
