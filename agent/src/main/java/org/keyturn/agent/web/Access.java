package org.keyturn.agent.web;

/** Who may use a route. There is no route without. */
enum Access {
  ANYONE,
  /** Whoever signed in a short while ago, in this browser. */
  SIGNED_IN
}
