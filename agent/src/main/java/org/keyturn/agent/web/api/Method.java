package org.keyturn.agent.web.api;

/** What a request does: look, change, or take away. */
public enum Method {
  GET,
  POST,
  DELETE
}
