package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An LDAP filter")
final class FilterTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(objectClass=*)",
        "(&(a=b)(!(c=d)))",
        "(cn=\\2a)",
        "(memberOf:1.2.840.113556.1.4.1941:=cn=x,dc=y)",
        "(cn=Zoë*)"
      })
  void is_taken(String filter) {
    assertThat(FilterText.problem(filter)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "objectClass=*",
        "(",
        "()",
        "(a=b",
        "(a=b))",
        "(a=b)(c=d)",
        "(&(a=b)",
        "(cn=\\zz)",
        "(=x)"
      })
  void is_refused_in_one_sentence_that_does_not_repeat_it(String filter) {
    assertThat(FilterText.problem(filter))
        .hasValueSatisfying(
            problem -> assertThat(problem).doesNotContain("Unable to parse").doesNotEndWith("."));
  }
}
