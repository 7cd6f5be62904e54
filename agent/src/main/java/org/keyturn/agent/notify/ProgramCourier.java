package org.keyturn.agent.notify;

import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.journal.Message;

/**
 * Takes events to the programs of one channel, each by its name in the config. One that fails does
 * not hold up the others, and is given up after about two days: it may be gone.
 */
record ProgramCourier(String section, Map<String, Program> programs) implements Courier {

  private static final int MOST_ATTEMPTS = 20;

  /** One program. */
  interface Program {
    Gateway.HandOver tell(Message event);

    /** Why it could not be told anything at present. */
    Optional<String> away();
  }

  @Override
  public Gateway.HandOver handOver(Message message) {
    String name = message.content().recipient();
    Program program = programs.get(name);
    return program == null
        ? new Gateway.Refused("The config has no " + section + "." + name + " any more.")
        : program.tell(message);
  }

  @Override
  public String place(Message message) {
    return message.content().recipient();
  }

  @Override
  public int places() {
    return programs.size();
  }

  @Override
  public int mostAttempts() {
    return MOST_ATTEMPTS;
  }
}
