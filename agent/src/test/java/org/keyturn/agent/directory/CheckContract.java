package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.PasswordPolicy;

/** What a close look finds. */
abstract non-sealed class CheckContract extends DirectoryContractTest {

  @Test
  void aCloseLookFindsNothingWrongHereAndLeavesNothing() throws LDAPException {
    String dn = person("examined");
    List<String> before = everything();
    assertThat(directory.examine()).filteredOn(f -> f.level() == Finding.Level.FAIL).isEmpty();
    assertThat(directory.examine())
        .extracting(Finding::subject)
        .contains("tls", "sign-in", "server", "clock", "accounts")
        .containsAll(lab().findingsWithoutRights().keySet())
        .contains("policy: " + directory.defaultPolicy().orElseThrow().name());
    assertThat(directory.examine())
        .filteredOn(f -> f.subject().equals("tls"))
        .allMatch(f -> f.found().contains("TLSv1.3"));
    assertThat(everything()).isEqualTo(before);
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void aPolicyThatIgnoresMustChangeIsWarnedOf() throws LDAPException {
    if (!lab().has(Trait.MUST_CHANGE_IS_UP_TO_THE_POLICY)) {
      assertThat(directory.policies()).allMatch(PasswordPolicy::mustChange);
      return;
    }
    String policy = lab().addPolicy(fresh("lax"), Duration.ofDays(5), true);
    assertApplied(
        directory.writePolicy(
            new PolicySettings(policy, Optional.empty(), Optional.empty(), Optional.of(false))));
    assertThat(directory.examine())
        .anyMatch(
            f ->
                f.level() == Finding.Level.WARN
                    && f.found().contains(lab().mustChangeSetting())
                    && f.mend().contains(policy));
    lab().deletePolicy(policy);
  }

  /** Every entry with everything, but for what a sign-in leaves with the agent itself. */
  List<String> everything() throws LDAPException {
    List<String> all = new ArrayList<>();
    for (Entry entry :
        lab()
            .root()
            .search(lab().suffix(), SearchScope.SUB, "(objectClass=*)", "*", "+")
            .getSearchEntries()) {
      if (!NormalDn.of(entry.getDN()).equals(NormalDn.of(lab().bindDn()))) {
        Entry shown = entry.duplicate();
        lab().bookkeeping().forEach(shown::removeAttribute);
        all.add(shown.toLDIFString());
      }
    }
    Collections.sort(all);
    return all;
  }
}
