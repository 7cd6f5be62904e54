package org.keyturn.agent.web;

import org.keyturn.agent.console.Sight;

/**
 * What an operator's route does.
 *
 * @param <E> the evidence that it needs
 */
@FunctionalInterface
interface OperatorPage<E extends Sight> {

  /**
   * @param evidence of what the operator may do, looked up for this request
   * @throws Refusal for what no page of its own is worth
   */
  Answer answer(Exchange exchange, E evidence);
}
