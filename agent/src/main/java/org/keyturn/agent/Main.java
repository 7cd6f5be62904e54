package org.keyturn.agent;

import org.keyturn.agent.cli.Cli;

/** The entry point of the runnable jar. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(Cli.execute(args));
  }
}
