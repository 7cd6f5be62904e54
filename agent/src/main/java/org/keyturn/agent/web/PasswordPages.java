package org.keyturn.agent.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.recovery.AddressChange;
import org.keyturn.agent.recovery.PortalDirectories;

/** The pages for whoever knows their password: to change it, and to look at their account. */
public final class PasswordPages extends Pages {

  private final List<Route> routes = new ArrayList<>();

  public PasswordPages(
      PortalDirectories directories,
      Ledger ledger,
      PasswordSettings passwords,
      AddressChange addresses,
      Tries tries,
      Clock clock) {
    People people = new People(directories, tries);
    routes.addAll(new ChangePages(people, ledger.audit(), passwords).routes());
    routes.addAll(new AccountPages(people, ledger, addresses, clock).routes());
    routes.addAll(new AddressPages(people, addresses).routes());
  }

  @Override
  List<Route> routes() {
    return List.copyOf(routes);
  }
}
