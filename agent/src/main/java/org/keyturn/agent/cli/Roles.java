package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.console.ConsoleSettings;
import org.keyturn.agent.console.ConsoleSettings.Grant;
import org.keyturn.agent.console.Role;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.notify.PhoneNumbers;

/** Whether the groups of the console's roles are there, and their people can sign in. */
final class Roles {

  private Roles() {}

  /**
   * @param country of telephone numbers that are written without one
   */
  static List<Finding> findings(
      Directory directory, ConsoleSettings console, Optional<String> country) {
    String subject = directory.info().name() + ": console";
    List<Finding> findings = new ArrayList<>();
    int admins = 0;
    for (Grant grant : console.grants()) {
      try {
        List<Account> members = members(directory, grant.group());
        admins += grant.role() == Role.ADMIN ? members.size() : 0;
        if (members.isEmpty()) {
          findings.add(
              Finding.warn(
                  subject,
                  "no account of this directory is in " + grant.group(),
                  "put somebody into it, or leave console." + grant.role().id() + " out"));
        } else if (console.secondFactor().isAskedOf(grant.role())) {
          contacts(members, country)
              .ifPresent(
                  names ->
                      findings.add(
                          Finding.warn(
                              subject,
                              "no code can go to these, who cannot sign in: " + names,
                              "register a recovery mail or a mobile for them")));
        }
      } catch (DirectoryException e) {
        findings.add(
            Finding.fail(
                subject,
                "the group " + grant.group() + " cannot be read: " + e.getMessage(),
                "mend its DN in the config; until then nobody has its role"));
      }
    }
    if (findings.isEmpty() && admins == 1) {
      findings.add(
          Finding.warn(
              subject,
              "there is one admin, and what is over the brake takes a second one",
              "put another person into the group of console.admin"));
    } else if (findings.isEmpty()) {
      findings.add(Finding.ok(subject, "its groups are there, and their people can sign in"));
    }
    return findings;
  }

  private static List<Account> members(Directory directory, String group) {
    List<Account> members = new ArrayList<>();
    directory.scan(
        new Scope(Optional.empty(), List.of(), Optional.of(group), new Due.Any()), members::add);
    return members;
  }

  /** Those whom nothing reaches that does not hang on the password. */
  private static Optional<String> contacts(List<Account> members, Optional<String> country) {
    List<String> without =
        members.stream()
            .filter(account -> account.recoveryMail().isEmpty())
            .filter(
                account -> account.mobile().flatMap(n -> PhoneNumbers.e164(n, country)).isEmpty())
            .map(Account::login)
            .toList();
    return without.isEmpty() ? Optional.empty() : Optional.of(AdminContacts.told(without));
  }
}
