package org.keyturn.agent.lifecycle;

import org.keyturn.agent.account.AccountId;

/** Keeps what is deleted, for those who may open it. */
public interface Keepsake {

  /** Where nothing is deleted. */
  Keepsake NONE =
      (run, account, ldif) -> {
        throw new IllegalStateException("nothing is deleted here");
      };

  /**
   * Returns once it is on disk, sealed; the same when it is called twice.
   *
   * @param ldif what brings the entry back
   * @throws KeepsakeException where it cannot be kept: then nothing is to be deleted
   */
  void keep(String run, AccountId account, String ldif);
}
