package org.keyturn.agent.journal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.keyturn.agent.account.Action;

/** Another process that uses the store, and the handle that a test has on it. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Child start(String what, Path store, String... more) {
    return start(List.of("-Xmx128m"), what, store, more);
  }

  static Child start(List<String> options, String what, Path store, String... more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Child.class.getName(), what, store.toString()));
    command.addAll(List.of(more));
    try {
      return new Child(
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
              .start());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next line that begins with {@code > }; empty text at the end. */
  String line() {
    try {
      String line = output.readLine();
      while (line != null && !line.startsWith("> ")) {
        line = output.readLine();
      }
      return line == null ? "" : line.substring(2);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those that are left, until the process is gone. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
    }
    return lines;
  }

  /** Lets a child that waits for a word go on. */
  void go() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  int await() {
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the other process does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code kill -9} does. */
  void kill() {
    // Not by the process's own method, which closes its output: what it said last is still read.
    process.toHandle().destroyForcibly();
    await();
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] arguments) throws IOException {
    Path store = Path.of(arguments[1]);
    try (Ledger ledger = Ledgers.open(new StoreSettings(store), Clock.systemUTC())) {
      switch (arguments[0]) {
        case "daemon" -> daemon(ledger);
        case "hold" -> hold(ledger, arguments[2]);
        case "loop" -> loop(ledger);
        case "begin" -> begin(ledger, Long.parseLong(arguments[2]));
        case "append" -> append(ledger, arguments[2], Integer.parseInt(arguments[3]));
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    } catch (LedgerException e) {
      say(String.valueOf(e.getMessage()));
      System.exit(6);
    }
  }

  private static void daemon(Ledger ledger) throws IOException {
    say(ledger.holders().register(Holder.Kind.DAEMON).getClass().getSimpleName());
    awaitWord();
  }

  /** Owns a run with one intent, and writes its outcome once it is told to. */
  private static void hold(Ledger ledger, String run) throws IOException {
    ledger.holders().register(Holder.Kind.COMMAND);
    Runs.Ownership mine = ledger.runs().begin(Samples.run(run), Samples.plan(2));
    ledger.runs().intend(mine, Samples.intents(0, 1));
    say("held");
    awaitWord();
    try {
      ledger.runs().record(mine, Samples.applied(run, 0, 1));
      say("recorded");
    } catch (FencedException e) {
      say("fenced");
    }
  }

  /** Says each step once it is on disk: {@code begun}, {@code intended}, {@code recorded}. */
  private static void loop(Ledger ledger) {
    ledger.holders().register(Holder.Kind.COMMAND);
    long pid = ProcessHandle.current().pid();
    for (int number = 0; ; number++) {
      String run = pid + "-" + number;
      // A directory of its own, so that no other process claims its accounts.
      Run begun = Samples.run(run, Action.RESET, "directory-" + pid);
      Runs.Ownership mine = ledger.runs().begin(begun, Samples.plan(40));
      say("begun " + run);
      for (int from = 0; from < 40; from += 8) {
        ledger.runs().intend(mine, Samples.intents(from, from + 8));
        say("intended " + run + " " + from);
        ledger.runs().record(mine, Samples.applied(run, from, from + 8));
        say("recorded " + run + " " + from);
      }
      ledger.runs().finish(mine);
      say("done " + run);
    }
  }

  private static void begin(Ledger ledger, long accounts) {
    ledger.holders().register(Holder.Kind.COMMAND);
    ledger.runs().begin(Samples.run("many"), Samples.plan(accounts));
    say("begun");
  }

  private static void append(Ledger ledger, String actor, int entries) {
    for (int i = 0; i < entries; i++) {
      ledger.audit().append(actor, "policy-set", "corp", "default", java.util.Map.of("n", "" + i));
    }
    say("appended");
  }

  private static void awaitWord() throws IOException {
    if (System.in.read() < 0) {
      say("nobody is there");
    }
  }

  private static void say(String line) {
    System.out.println("> " + line);
    System.out.flush();
  }
}
