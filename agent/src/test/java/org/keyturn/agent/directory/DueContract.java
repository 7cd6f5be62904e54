package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Expiry;

/** The hint of what is due. */
abstract non-sealed class DueContract extends DirectoryContractTest {

  /** The hint may let more through than is meant, never less: whatever state accounts are in. */
  @Test
  void whatIsDueIsNeverLeftOut() throws LDAPException {
    String tag = fresh("due");
    oddStates(tag);
    Instant now = Instant.now();
    List<Account> all = scan(filtered("(description=" + tag + ")"));
    assertThat(all).hasSize(lab().oddStates().size()).hasSizeGreaterThanOrEqualTo(8);
    for (int days : new int[] {-400, -91, -90, -89, -10, -1, 0, 1, 14, 80, 90, 400}) {
      Instant at = now.plus(Duration.ofDays(days));
      Set<AccountId> changed =
          ids(all, a -> a.state().changedAt().map(c -> !c.isAfter(at)).orElse(true));
      assertThat(due(tag, new Due.ChangedBefore(at))).containsAll(changed);
      Set<AccountId> expires =
          ids(
              all,
              a ->
                  a.state().expiry() instanceof Expiry.Unknown
                      || a.state().expiry().end().filter(e -> !e.isAfter(at)).isPresent());
      assertThat(due(tag, new Due.ExpiresBefore(at))).containsAll(expires);
    }
    Set<AccountId> must = ids(all, a -> a.state().mustChange());
    assertThat(must).isNotEmpty();
    assertThat(due(tag, new Due.MustChange())).containsAll(must).hasSizeLessThan(all.size());
    assertThat(due(tag, new Due.ChangedBefore(now.minus(Duration.ofDays(3000)))))
        .as("and it does leave out")
        .hasSizeLessThan(all.size());
  }

  /** One account for each way in which the recorded state can be odd. */
  private void oddStates(String tag) throws LDAPException {
    for (DirectoryLab.OnPerson state : lab().oddStates().values()) {
      state.bring(person("odd", new Attribute("description", tag)));
    }
  }

  private Set<AccountId> due(String tag, Due due) {
    return ids(scan(filtered("(description=" + tag + ")").with(due)), a -> true);
  }

  static Set<AccountId> ids(List<Account> accounts, Predicate<Account> which) {
    return accounts.stream().filter(which).map(Account::id).collect(Collectors.toSet());
  }
}
