package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EveryTopicTest {

  /** Each server, and the topics of the contract that are not about it. */
  static Stream<Arguments> servers() {
    return Stream.of(
        Arguments.of(OpenLdapContractTest.class, List.of()),
        Arguments.of(Ds389ContractTest.class, List.of(BeheraContract.class)),
        Arguments.of(ActiveDirectoryContractTest.class, List.of(BeheraContract.class)),
        Arguments.of(OpenDjContractTest.class, List.of(BeheraContract.class)),
        Arguments.of(ApacheDsContractTest.class, List.of()));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void everyServerKeepsEveryTopicOfTheContract(Class<?> server, List<Class<?>> foreign) {
    assertThat(server.getDeclaredClasses())
        .filteredOn(c -> c.isAnnotationPresent(Nested.class))
        .<Object>extracting(Class::getSuperclass)
        .containsExactlyInAnyOrderElementsOf(
            Stream.<Object>of((Object[]) DirectoryContractTest.class.getPermittedSubclasses())
                .filter(topic -> !foreign.contains(topic))
                .toList());
  }
}
