package org.keyturn.agent.journal;

/** Another process has held the store's one place to write for too long. Nothing was written. */
public final class StoreBusyException extends LedgerException {

  private static final long serialVersionUID = 1;

  StoreBusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
