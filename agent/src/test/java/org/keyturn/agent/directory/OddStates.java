package org.keyturn.agent.directory;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The states that every server's people can be in; labs add what else theirs can. */
final class OddStates {

  private OddStates() {}

  static Map<String, DirectoryLab.OnPerson> of(DirectoryLab lab) {
    Map<String, DirectoryLab.OnPerson> odd = new LinkedHashMap<>();
    for (int days : new int[] {0, 1, 13, 75, 76, 89, 90, 91, 5000}) {
      odd.put(days + " days old", dn -> lab.age(dn, Duration.ofDays(days)));
    }
    odd.put("must change", lab::makeMustChange);
    odd.put("disabled", lab::disableByHand);
    odd.put(
        "old and never expires",
        dn -> {
          lab.neverExpireByHand(dn);
          lab.age(dn, Duration.ofDays(300));
        });
    return odd;
  }
}
