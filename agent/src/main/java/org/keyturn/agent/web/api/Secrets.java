package org.keyturn.agent.web.api;

/** What an answer tells that holds secrets: they are wiped once it was written. */
interface Secrets extends AutoCloseable {
  @Override
  void close();
}
