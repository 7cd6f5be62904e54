package org.keyturn.agent.console;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.plan.AccountFilter;
import org.keyturn.agent.plan.Listing;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.Selection;

/**
 * Whom an act is meant for, and how it is to be done.
 *
 * @param selection whom
 * @param searched whether a filter chose them, also where they are listed: the brake then looks at
 *     their share of the directory too
 * @param options how
 * @param somebody whether it is refused where nobody is meant
 */
public record Ask(Selection selection, boolean searched, PlanOptions options, boolean somebody) {

  /** Those who were seen in a list; who is gone since is left out. */
  private static final Listing SEEN =
      new Listing() {
        @Override
        public boolean leavesOutWhoIsGone() {
          return true;
        }
      };

  /** Whatever a search finds, or whoever is listed. */
  public static Ask of(Selection selection, PlanOptions options) {
    return new Ask(selection, selection.isSearch(), options, false);
  }

  /** Everybody in a group, or in the directory, whom the filter of a list means. */
  public static Ask sought(Optional<String> group, AccountFilter filter, PlanOptions options) {
    return new Ask(Selection.sought(group, filter), true, options, true);
  }

  /**
   * Those who were picked from a list.
   *
   * @param searched whether a filter picked them
   */
  public static Ask picked(List<AccountId> ids, boolean searched, PlanOptions options) {
    return new Ask(
        new Selection(
            new Keys(ids),
            "the list",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Set.of(),
            SEEN,
            AccountFilter.NONE),
        searched,
        options,
        true);
  }

  /** A key an id, made when it is looked at: of a hundred thousand, none is kept. */
  private static final class Keys extends AbstractList<AccountKey> {
    private final List<AccountId> ids;

    Keys(List<AccountId> ids) {
      this.ids = List.copyOf(ids);
    }

    @Override
    public AccountKey get(int at) {
      return new AccountKey(AccountKey.Kind.ID, ids.get(at).value());
    }

    @Override
    public int size() {
      return ids.size();
    }
  }
}
