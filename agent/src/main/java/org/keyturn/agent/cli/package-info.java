/**
 * The command line: parse, call, render. picocli lives only here. Read {@link Cli} first; each
 * command is a thin class of its own.
 */
@NullMarked
package org.keyturn.agent.cli;

import org.jspecify.annotations.NullMarked;
