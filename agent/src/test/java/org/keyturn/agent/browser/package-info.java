/**
 * The portal in a real browser, before the packaged agent and a real directory. Needs Chromium and
 * the packaged jar; run by {@code mvn verify}.
 */
@NullMarked
package org.keyturn.agent.browser;

import org.jspecify.annotations.NullMarked;
