package org.keyturn.agent.journal;

/** Which way a message goes. */
public enum Channel {
  /** To a person's mail address. */
  MAIL,
  /** To a person's telephone, as text. */
  SMS,
  /** To a program elsewhere, by HTTP; the recipient is its name in the config. */
  WEBHOOK,
  /** To a program on this machine; the recipient is its name in the config. */
  HOOK
}
