package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    String second = lab().addOtherGroup(fresh("unique"), unique);
    try (Directory protecting =
        Directories.open(Settings.of(settings()).protectedGroups(List.of(outer, second)).make())) {
      assertThat(protecting.untouchable())
          .contains(
              NormalDn.of(lab().bindDn()),
              NormalDn.of(admin),
              NormalDn.of(helper),
              NormalDn.of(unique),
              NormalDn.of(otherwiseSpelled(lab().breakGlass())));
      assertThat(protecting.untouchable()).doesNotContain(NormalDn.of(person("free")));
    }
    try (Directory blind =
        Directories.open(
            Settings.of(settings())
                .protectedGroups(List.of("cn=missing," + lab().groups()))
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
                assertThat(r.detail()).contains(lab().lacking(Action.RESET));
              });
      assertThat(result.toString()).doesNotContain("S3cret").doesNotContain("0x53 0x33");
      if (lab().has(Trait.EXPIRES_ONE_PASSWORD)) {
        assertThat(other.apply(write(account, flag(Action.EXPIRE))).toString())
            .contains(lab().lacking(Action.EXPIRE));
      }
      assertThat(other.apply(write(account, flag(Action.FORCE_CHANGE))).toString())
          .contains(lab().lacking(Action.FORCE_CHANGE));
      assertThat(
              other.writePolicy(
                  new PolicySettings(
                      directory.defaultPolicy().orElseThrow().dn(),
                      Optional.of(Duration.ofDays(1)),
                      Optional.empty(),
                      Optional.empty())))
          .isInstanceOf(WriteResult.Rejected.class);
      Map<String, Finding.Level> missing = lab().findingsWithoutRights();
      assertThat(other.examine())
          .filteredOn(f -> missing.containsKey(f.subject()))
          .hasSize(missing.size())
          .allMatch(f -> f.mend().contains(weak))
          .allMatch(f -> f.level() == missing.get(f.subject()));
    }
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  /** The same DN with another case and more room. */
  private static String otherwiseSpelled(String dn) {
    int equals = dn.indexOf('=');
    return dn.substring(0, equals).toUpperCase(Locale.ROOT)
        + dn.substring(equals).replaceFirst(",", ", ");
  }
}
