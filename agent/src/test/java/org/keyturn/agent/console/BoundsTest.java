package org.keyturn.agent.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Remit;

/** How far a token and its maker reach together. */
final class BoundsTest {

  private static Remit remit(String base, String group) {
    return new Remit(
        Optional.of(base).filter(dn -> !dn.isEmpty()),
        Optional.of(group).filter(dn -> !dn.isEmpty()),
        List.of("cn=admins,dc=x"));
  }

  @ParameterizedTest(name = "{0} {1} and {2} {3}: {4}")
  @CsvSource({
    "'',          '',         '',          '',         '| '",
    "'ou=a,dc=x', '',         '',          '',         'ou=a,dc=x| '",
    "'',          '',         'ou=a,dc=x', '',         'ou=a,dc=x| '",
    "'ou=a,dc=x', '',         'OU=A, dc=x', '',        'ou=a,dc=x| '",
    "'ou=b,ou=a,dc=x', '',    'ou=a,dc=x', '',         'ou=b,ou=a,dc=x| '",
    "'ou=a,dc=x', '',         'ou=b,ou=a,dc=x', '',    'ou=b,ou=a,dc=x| '",
    "'ou=a,dc=x', '',         'ou=b,dc=x', '',         'nothing'",
    "'',          'cn=g,dc=x', '',         '',         '| cn=g,dc=x'",
    "'',          'cn=g,dc=x', '',         'CN=g,dc=x', '| cn=g,dc=x'",
    "'',          'cn=g,dc=x', '',         'cn=h,dc=x', 'nothing'",
    "'ou=a,dc=x', '',         '',          'cn=h,dc=x', 'ou=a,dc=x| cn=h,dc=x'",
  })
  void whatLiesInBoth(String base, String group, String otherBase, String otherGroup, String both) {
    Optional<Remit> found = Bounds.both(remit(base, group), remit(otherBase, otherGroup));
    assertThat(found.map(r -> r.base().orElse("") + "| " + r.group().orElse("")).orElse("nothing"))
        .isEqualTo(both);
    assertThat(found.map(Remit::spares).orElse(List.of("cn=admins,dc=x")))
        .containsExactly("cn=admins,dc=x");
  }
}
