/**
 * Words with gaps (Mustache) that are filled with data: JMustache lives only here. Mails and pages
 * are made of it, so that nobody has to remember to escape. Imports nothing of ours; read {@link
 * SafeMustache} first.
 */
@NullMarked
package org.keyturn.agent.template;

import org.jspecify.annotations.NullMarked;
