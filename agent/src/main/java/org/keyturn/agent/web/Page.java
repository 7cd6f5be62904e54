package org.keyturn.agent.web;

/** What a route does. Called on a thread of the server; everything about the request is checked. */
@FunctionalInterface
interface Page {

  /**
   * @throws Refusal for what no page of its own is worth
   */
  Answer answer(Exchange exchange);
}
