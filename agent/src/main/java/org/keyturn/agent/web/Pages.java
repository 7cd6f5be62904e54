package org.keyturn.agent.web;

import java.util.List;

/** Some pages that belong together. */
public abstract class Pages {

  Pages() {}

  abstract List<Route> routes();
}
