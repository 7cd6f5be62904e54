package org.keyturn.agent.web.api;

import java.util.List;

/** Some operations that belong together. */
public abstract class Operations {

  Operations() {}

  /** How the OpenAPI document calls them together. */
  abstract String tag();

  abstract List<Operation<?, ?>> all();
}
