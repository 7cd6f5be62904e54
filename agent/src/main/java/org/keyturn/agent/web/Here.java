package org.keyturn.agent.web;

/**
 * The directory that an operator looks at.
 *
 * @param directory its name in the config
 */
record Here(String directory) {

  /** What they chose last; at first where their own account is. */
  static String of(Exchange exchange) {
    return exchange
        .remembered(Here.class)
        .map(Here::directory)
        .orElseGet(() -> exchange.evidence().orElseThrow().operator().directory());
  }
}
