/**
 * What an operator may do from a page or by the API, whoever shows it. Nothing of HTTP. Authority
 * is a value that nobody else can make: {@link org.keyturn.agent.console.Sight} looks, {@link
 * org.keyturn.agent.console.Care} helps, {@link org.keyturn.agent.console.Command} does everything;
 * what changes something demands the one it needs as a parameter, so that a page for somebody else
 * does not compile. Imports {@code account}, {@code policy}, {@code password}, {@code directory},
 * {@code journal}, {@code plan}, {@code run}, {@code recovery}, {@code report}, {@code lifecycle},
 * {@code notify} and {@code schedule}. Read {@link org.keyturn.agent.console.Operators} first.
 */
@NullMarked
package org.keyturn.agent.console;

import org.jspecify.annotations.NullMarked;
