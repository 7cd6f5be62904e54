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
      for (Due hint : List.of(new Due.ChangedBefore(at), new Due.ExpiresBefore(at))) {
        assertThat(due(tag, hint)).containsAll(ids(all, Meant.by(hint)));
      }
    }
    Set<AccountId> must = ids(all, Meant.by(new Due.MustChange()));
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

  private static Set<AccountId> ids(List<Account> accounts, Predicate<Account> which) {
    return accounts.stream().filter(which).map(Account::id).collect(Collectors.toSet());
  }
}
