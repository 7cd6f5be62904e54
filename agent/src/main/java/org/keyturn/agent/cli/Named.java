package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.plan.Accounts;
import org.keyturn.agent.plan.FormerAccount;
import org.keyturn.agent.plan.FormerLookup;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.AccountState;

/** The one account that a command is about. */
final class Named {

  private Named() {}

  /**
   * @param user a login, mail address, DN or id
   * @throws org.keyturn.agent.plan.SelectionException where it names nobody, or several
   */
  static Account account(Directory directory, String user) {
    List<Account> found = new ArrayList<>();
    Selection one =
        new Selection(
            List.of(new AccountKey(AccountKey.Kind.ANY, user)),
            "the command line",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            EnumSet.noneOf(AccountState.class));
    Accounts.read(directory, one, found::add);
    return found.get(0);
  }

  /**
   * As above, also somebody who was removed and stands in the archive.
   *
   * @throws org.keyturn.agent.plan.SelectionException where it names nobody, or several
   */
  static Account alsoFormer(Desk desk, Directory directory, String user) {
    AccountKey key = new AccountKey(AccountKey.Kind.ANY, user);
    if (directory.lookup(List.of(key)).get(0) instanceof Lookup.NotFound) {
      List<FormerAccount> gone =
          FormerLookup.find(desk.agent().former(directory), List.of(key)).get(0);
      if (gone.size() == 1) { // also who was deleted, of whom there is nothing to read
        return directory
            .read(gone.get(0).id())
            .orElseThrow(
                () ->
                    new InputException(
                        Printable.quoted(user)
                            + ": was removed, and then deleted from "
                            + directory.info().name()
                            + "; by which runs: keyturn audit"));
      }
    }
    return account(directory, user);
  }
}
