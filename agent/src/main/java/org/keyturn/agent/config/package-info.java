/**
 * YAML → the settings records that stand beside their component. All problems at once, each with
 * its place. Imports the settings records of every room. Read {@link KeyturnConfig} first.
 */
@NullMarked
package org.keyturn.agent.config;

import org.jspecify.annotations.NullMarked;
