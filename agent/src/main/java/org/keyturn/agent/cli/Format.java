package org.keyturn.agent.cli;

/** What {@code -o} takes. */
enum Format {
  text,
  json,
  csv,
  ldif
}
