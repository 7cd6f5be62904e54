package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;

/** Whom nothing is written to, and what is said where the rights are missing. */
abstract non-sealed class ProtectionContract extends DirectoryContractTest {

  @Test
  void theUntouchableAreTheAgentTheProtectedAndTheirGroups() throws LDAPException {
    String admin = person("admin");
    String helper = person("admin");
    String unique = person("admin");
    String inner = group("helpdesk", helper);
    String outer = group("admins", admin, inner);
    String second = "cn=unique" + COUNTER.incrementAndGet() + ",ou=groups,dc=example,dc=com";
    root.add(
        second,
        new Attribute("objectClass", "groupOfUniqueNames"),
        new Attribute("uniqueMember", unique));
    try (Directory protecting =
        Directories.open(Settings.of(settings()).protectedGroups(List.of(outer, second)).make())) {
      assertThat(protecting.untouchable())
          .contains(
              NormalDn.of(lab().bindDn()),
              NormalDn.of(admin),
              NormalDn.of(helper),
              NormalDn.of(unique),
              NormalDn.of("UID=breakglass, " + DirectoryLab.BASE));
      assertThat(protecting.untouchable()).doesNotContain(NormalDn.of(person("free")));
    }
    try (Directory blind =
        Directories.open(
            Settings.of(settings())
                .protectedGroups(List.of("cn=missing,ou=groups,dc=example,dc=com"))
                .make())) {
      assertThatThrownBy(blind::untouchable).isInstanceOf(DirectoryException.class);
    }
  }

  @Test
  void withoutRightsAWriteIsRejectedAndSaysWhichAndNoSecretIsRepeated() throws LDAPException {
    String weak = person("weak");
    String dn = person("victim");
    try (Directory other = Directories.open(Settings.of(settings()).bind(weak, OLD).make())) {
      Account account = account(other, dn);
      WriteResult result = other.apply(write(account, reset("S3cret-value-77", true)));
      assertThat(result)
          .isInstanceOfSatisfying(
              WriteResult.Rejected.class,
              r -> {
                assertThat(r.reason()).isEqualTo("insufficient-access");
                assertThat(r.resultCode()).isEqualTo(50);
                assertThat(r.detail()).contains("pwdReset");
              });
      assertThat(result.toString()).doesNotContain("S3cret").doesNotContain("0x53 0x33");
      assertThat(other.apply(write(account, flag(Action.EXPIRE))).toString())
          .contains("pwdChangedTime");
      assertThat(
              other.writePolicy(
                  new PolicySettings(
                      "cn=default," + DirectoryLab.POLICIES,
                      Optional.of(Duration.ofDays(1)),
                      Optional.empty(),
                      Optional.empty())))
          .isInstanceOf(WriteResult.Rejected.class);
      assertThat(other.examine())
          .filteredOn(f -> f.subject().startsWith("rights: pwd"))
          .allMatch(f -> f.mend().contains(weak))
          .extracting(Finding::subject, Finding::level)
          .containsExactlyInAnyOrder(
              tuple("rights: pwdReset", Finding.Level.FAIL),
              tuple("rights: pwdChangedTime", Finding.Level.WARN), // only expire needs it
              tuple("rights: pwdPolicySubentry", Finding.Level.FAIL),
              tuple("rights: pwdAccountLockedTime", Finding.Level.FAIL));
    }
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
  }
}
