package org.keyturn.agent.web;

import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Sight;

/** Who may use a route. There is no route without. */
enum Access {
  ANYONE,
  /** Whoever signed in a short while ago, in this browser. */
  SIGNED_IN,
  /** An operator of whatever role. */
  VIEWER,
  HELPDESK,
  ADMIN;

  /** Whose page needs such evidence. */
  static Access of(Class<? extends Sight> evidence) {
    if (evidence == Command.class) {
      return ADMIN;
    }
    return evidence == Care.class ? HELPDESK : VIEWER;
  }

  /** Whether an operator's role is enough. */
  boolean isOpenTo(Sight evidence) {
    return switch (this) {
      case ANYONE, SIGNED_IN, VIEWER -> true;
      case HELPDESK -> evidence instanceof Care;
      case ADMIN -> evidence instanceof Command;
    };
  }

  boolean isOperators() {
    return compareTo(SIGNED_IN) > 0;
  }
}
