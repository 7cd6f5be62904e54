package org.keyturn.agent.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Tells a process from every other one, now and later.
 *
 * <p>On Linux its start is told in clock ticks since the boot (proc(5), {@code /proc/pid/stat}
 * field 22): unlike {@link ProcessHandle}'s start instant it does not move when somebody sets the
 * clock.
 *
 * @param host its host's name
 * @param boot which boot of that host
 * @param pidSpace the PID namespace that the id is of
 * @param pid its process id
 * @param start when it started, as text that is only compared
 */
record ProcessIdentity(String host, String boot, String pidSpace, long pid, String start) {

  private static final int STAT_STATE = 0;
  private static final int STAT_START = 19;

  /** What is known of a process by looking from this one. */
  enum Sight {
    THERE,
    GONE,
    /** On another host, or in another container. */
    OUT_OF_SIGHT
  }

  static ProcessIdentity self() {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(
        hostName(),
        line("/proc/sys/kernel/random/boot_id").orElse(""),
        pidSpaceOfSelf(),
        pid,
        startOf(pid).orElse(""));
  }

  /** Looks for another process from this one. */
  Sight sees(ProcessIdentity other) {
    if (!host.equals(other.host)) {
      return Sight.OUT_OF_SIGHT;
    }
    if (!boot.equals(other.boot)) {
      return Sight.GONE;
    }
    if (!pidSpace.equals(other.pidSpace)) {
      return Sight.OUT_OF_SIGHT;
    }
    return startOf(other.pid).filter(other.start::equals).isPresent() ? Sight.THERE : Sight.GONE;
  }

  static Instant startedAt() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .orElse(Instant.EPOCH)
        .truncatedTo(ChronoUnit.MICROS);
  }

  private static Optional<String> startOf(long pid) {
    Optional<String> stat = line("/proc/" + pid + "/stat");
    if (stat.isEmpty()) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .map(process -> process.info().startInstant().map(Instant::toString).orElse(""));
    }
    // The second field, the command's name, may hold blanks and brackets.
    String[] fields = stat.get().substring(stat.get().lastIndexOf(')') + 2).split(" ", -1);
    boolean dead = fields[STAT_STATE].equals("Z") || fields[STAT_STATE].equals("X");
    return dead ? Optional.empty() : Optional.of(fields[STAT_START]);
  }

  private static String pidSpaceOfSelf() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static String hostName() {
    return line("/proc/sys/kernel/hostname")
        .orElseGet(
            () -> {
              try {
                return InetAddress.getLocalHost().getHostName();
              } catch (UnknownHostException e) {
                return "localhost";
              }
            });
  }

  private static Optional<String> line(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
