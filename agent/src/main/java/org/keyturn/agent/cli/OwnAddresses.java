package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Reach;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.recovery.RecoverySettings;

/** Whether people can change the addresses by which they would recover their password. */
final class OwnAddresses {

  private OwnAddresses() {}

  /** Nothing where the config does not let them. */
  static List<Finding> findings(
      Directory directory, DirectorySettings.Accounts accounts, RecoverySettings settings) {
    List<Finding> findings = new ArrayList<>();
    if (!settings.ownAddresses()) {
      return findings;
    }
    String subject = directory.info().name() + ": recovery";
    List<Reach> named = named(accounts);
    if (named.isEmpty()) {
      findings.add(
          Finding.warn(
              subject,
              "recovery.own-addresses has no effect: no attribute is named for any address",
              "name accounts.recovery-mail or accounts.mobile in the config"));
    }
    for (Reach which : named) {
      Optional<String> objection = directory.objectionToReaddress(which);
      if (objection.isPresent()) {
        findings.add(
            Finding.fail(
                subject,
                "people cannot change their own addresses: " + objection.get(),
                "give the agent the right to write it on accounts, as it writes their password"));
      }
    }
    return findings;
  }

  private static List<Reach> named(DirectorySettings.Accounts accounts) {
    List<Reach> named = new ArrayList<>();
    accounts.recoveryMail().ifPresent(attribute -> named.add(Reach.RECOVERY_MAIL));
    accounts.mobile().ifPresent(attribute -> named.add(Reach.MOBILE));
    return named;
  }
}
