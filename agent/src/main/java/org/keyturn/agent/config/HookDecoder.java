package org.keyturn.agent.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.notify.EventKind;
import org.keyturn.agent.notify.HookSettings;

/** {@code hooks}: a program that others could change is none that the agent runs. */
final class HookDecoder {

  private static final String EXAMPLE = "/usr/local/lib/keyturn/on-run";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private HookDecoder() {}

  static Map<String, HookSettings> decode(Value value) {
    Map<String, HookSettings> hooks = new LinkedHashMap<>();
    value
        .named("write a hook below it: NAME: {program: " + EXAMPLE + ", events: […]}")
        .forEach((name, v) -> one(v).ifPresent(hook -> hooks.put(name, hook)));
    return hooks;
  }

  private static Optional<HookSettings> one(Value value) {
    try (Section section = value.section("write {program: " + EXAMPLE + ", events: […]}")) {
      Optional<Path> program = section.need("program", EXAMPLE).flatMap(HookDecoder::program);
      Set<EventKind> events = EventsDecoder.decode(section);
      Duration timeout = section.find("timeout").flatMap(HookDecoder::timeout).orElse(TIMEOUT);
      return program.map(p -> new HookSettings(p, events, timeout));
    }
  }

  private static Optional<Path> program(Value value) {
    Optional<Path> path = Scalars.path(value);
    if (path.isEmpty()) {
      return path;
    }
    try {
      GuardedFile.look(path.get(), true)
          .allowNoMore(GuardedFile.WRITE_BY_OTHERS, "can be changed by everyone", "chmod o-w");
      if (!Files.isExecutable(path.get())) {
        value.fail(path.get() + " cannot be run: it is a program without arguments", "chmod +x it");
      }
    } catch (Refused e) {
      value.fail(e.wrong(), e.right());
    }
    return path;
  }

  private static Optional<Duration> timeout(Value value) {
    Optional<Duration> timeout = Scalars.span(value);
    if (timeout.filter(t -> t.compareTo(LONGEST) > 0).isPresent()) {
      value.fail("is more than 5 minutes, while others wait to be told", "write 30s");
    }
    return timeout;
  }
}
