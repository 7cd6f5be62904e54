package org.keyturn.agent.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyturn.agent.journal.Message;

/**
 * Runs a program for an event: without arguments and with next to no environment, the event as JSON
 * on its standard input, so that nothing which somebody wrote into a directory reaches a shell.
 * Exit code 0: it is told. What it writes is thrown away, but for the first line of its errors.
 */
final class Hook implements ProgramCourier.Program {

  /** What programs need to find others, and no more: the agent's own holds secrets. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH",
          "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "LANG",
          "C.UTF-8");

  private static final int MOST_WORDS = 4096;

  private final HookSettings settings;

  Hook(HookSettings settings) {
    this.settings = settings;
  }

  @Override
  public Gateway.HandOver tell(Message event) {
    Process process;
    try {
      process = start();
    } catch (IOException e) {
      return new Gateway.TryLater("The program " + settings.program() + " cannot be run.");
    }
    try {
      CompletableFuture<String> words =
          CompletableFuture.supplyAsync(() -> firstWords(process.getErrorStream()), Hook::inThread);
      CompletableFuture<Void> told =
          CompletableFuture.runAsync(
              () -> write(process.getOutputStream(), EventMessage.json(event)), Hook::inThread);
      long millis = settings.timeout().toMillis();
      if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
        return new Gateway.TryLater(
            "The program "
                + settings.program()
                + " did not end within "
                + settings.timeout().toSeconds()
                + " seconds and was stopped.");
      }
      told.cancel(false);
      return process.exitValue() == 0 ? new Gateway.Taken() : failed(process, words);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Gateway.TryLater("The agent ends.");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(settings.program().toString());
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    builder.directory(Path.of("/").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private Gateway.HandOver failed(Process process, CompletableFuture<String> words)
      throws InterruptedException {
    String said = "";
    try {
      // A child of the program may hold its errors open.
      said = words.get(1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The exit code says enough.
    }
    return new Gateway.TryLater(
        "The program "
            + settings.program()
            + " ended with exit code "
            + process.exitValue()
            + (said.isBlank()
                ? "."
                : ": " + NeutralText.line(said.lines().findFirst().orElse(""))));
  }

  private static void inThread(Runnable task) {
    Thread thread = new Thread(task, "hook");
    thread.setDaemon(true);
    thread.start();
  }

  private static String firstWords(InputStream errors) {
    try (errors) {
      byte[] first = errors.readNBytes(MOST_WORDS);
      errors.transferTo(OutputStream.nullOutputStream());
      return new String(first, UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** A program that does not read what it is told may end well all the same. */
  private static void write(OutputStream input, byte[] json) {
    try (input) {
      input.write(json);
    } catch (IOException e) {
      // It ended first.
    }
  }

  @Override
  public Optional<String> away() {
    return Files.isRegularFile(settings.program()) && Files.isExecutable(settings.program())
        ? Optional.empty()
        : Optional.of("The program " + settings.program() + " cannot be run.");
  }
}
