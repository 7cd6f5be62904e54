package org.keyturn.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.directory.Finding;

final class LinkCheckTest {

  private static Finding of(Optional<Duration> took) {
    return LinkCheck.of("cloud: links", "employeeID", took);
  }

  @Test
  void warnsWhereNobodyIsSeenAndWhereALookupIsSlow() {
    assertThat(of(Optional.of(Duration.ofMillis(20))).level()).isEqualTo(Finding.Level.OK);
    Finding slow = of(Optional.of(Duration.ofMillis(340)));
    assertThat(slow.level()).isEqualTo(Finding.Level.WARN);
    assertThat(slow.found()).contains("employeeID takes 340 ms, as without an index");
    Finding none = of(Optional.empty());
    assertThat(none.level()).isEqualTo(Finding.Level.WARN);
    assertThat(none.found()).contains("no account shows employeeID");
  }
}
