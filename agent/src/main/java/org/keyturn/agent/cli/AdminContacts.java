package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.notify.PhoneNumbers;
import org.keyturn.agent.recovery.RecoverySettings;

/** Whether those who can do most could prove who they are, should they forget their password. */
final class AdminContacts {

  private static final int NAMED = 5;

  private AdminContacts() {}

  /**
   * Nothing where the config names no privileged group, or admins are not helped anyway.
   *
   * @param country of telephone numbers that are written without one
   */
  static List<Finding> findings(
      Directory directory, RecoverySettings settings, Optional<String> country) {
    String name = directory.info().name();
    List<Finding> findings = new ArrayList<>();
    if (settings.admins() == RecoverySettings.Admins.OFF) {
      return findings;
    }
    for (String group : settings.adminGroups().getOrDefault(name, List.of())) {
      try {
        List<String> without = without(directory, group, country);
        if (!without.isEmpty()) {
          findings.add(
              Finding.warn(
                  name + ": recovery",
                  "admins without both a recovery mail and a mobile: " + told(without),
                  "register them, or these admins are reset by another admin"));
        }
      } catch (DirectoryException e) {
        findings.add(
            Finding.fail(
                name + ": recovery",
                "a group of recovery.admin-groups cannot be read: " + e.getMessage(),
                "mend its DN in the config; until then nobody here can help themselves"));
      }
    }
    return findings;
  }

  private static List<String> without(Directory directory, String group, Optional<String> country) {
    List<String> logins = new ArrayList<>();
    directory.scan(
        new Scope(Optional.empty(), List.of(), Optional.of(group), new Due.Any()),
        account -> {
          if (!hasBoth(account, country)) {
            logins.add(account.login());
          }
        });
    return logins;
  }

  /** A number that no gateway dials is none. */
  private static boolean hasBoth(Account account, Optional<String> country) {
    return account.recoveryMail().isPresent()
        && account.mobile().flatMap(n -> PhoneNumbers.e164(n, country)).isPresent();
  }

  /** The first few of them by name. */
  static String told(List<String> logins) {
    String some = String.join(", ", logins.subList(0, Math.min(NAMED, logins.size())));
    return logins.size() > NAMED ? some + " and " + (logins.size() - NAMED) + " more" : some;
  }
}
