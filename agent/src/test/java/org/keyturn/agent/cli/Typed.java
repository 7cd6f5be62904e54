package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** A command as somebody types it, in this process. */
public final class Typed {

  private Typed() {}

  /** How it ended, and what it said. */
  public record Said(int code, String out, String err) {
    public String all() {
      return out + err;
    }
  }

  /**
   * @param terminal whether there is one to ask on
   * @param typed what comes from standard input
   */
  public static Said run(boolean terminal, String typed, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Screen screen =
        new Screen(
            new ByteArrayInputStream(typed.getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            new Screen.Terminal(terminal, terminal, terminal, 100),
            false);
    int code = Cli.commandLine(screen, words).execute(words);
    screen.flush();
    return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
