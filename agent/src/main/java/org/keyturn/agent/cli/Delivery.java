package org.keyturn.agent.cli;

import org.keyturn.agent.notify.OutboxWorker;

/** Sends what is owed, at the end of a command, so that nobody waits for a daemon. */
final class Delivery {

  private Delivery() {}

  static void deliver(Desk desk) {
    desk.agent().outbox().ifPresent(worker -> drain(desk, worker));
    desk.agent().tellPrograms();
  }

  private static void drain(Desk desk, OutboxWorker worker) {
    int sent = worker.deliverDue(desk.now());
    if (sent > 0) {
      desk.screen().note(Words.count(sent, "message", "messages") + " sent.");
    }
  }
}
