package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EveryTopicTest {

  @ParameterizedTest
  @ValueSource(classes = {OpenLdapContractTest.class, ApacheDsContractTest.class})
  void everyServerKeepsEveryTopicOfTheContract(Class<?> server) {
    assertThat(server.getDeclaredClasses())
        .filteredOn(c -> c.isAnnotationPresent(Nested.class))
        .<Object>extracting(Class::getSuperclass)
        .containsExactlyInAnyOrder((Object[]) DirectoryContractTest.class.getPermittedSubclasses());
  }
}
