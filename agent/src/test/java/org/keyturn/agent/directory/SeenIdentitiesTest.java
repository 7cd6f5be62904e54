package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SeenIdentitiesTest {

  @Test
  void agreesWithAnOrdinarySetAboutIdentitiesOfEveryKind() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      all.add(new UUID(random.nextLong(), random.nextLong()));
      all.add(new UUID(0, i)); // one after another, and all zeros
      all.add(new UUID((long) i << 32, 0x8000_0000_0000_0000L)); // as time-based ones differ
      all.add("uid=person" + i + ",ou=people");
    }
    all.addAll(all.subList(0, 20_000));
    Collections.shuffle(all, random);
    SeenIdentities seen = new SeenIdentities();
    Set<Object> ordinary = new HashSet<>();
    for (Object id : all) {
      boolean fresh = id instanceof UUID uuid ? seen.add(uuid) : seen.add((String) id);
      assertThat(fresh).as("%s, seed %d", id, seed).isEqualTo(ordinary.add(id));
    }
  }
}
