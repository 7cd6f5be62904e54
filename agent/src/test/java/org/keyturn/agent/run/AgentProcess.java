package org.keyturn.agent.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Holders.Registration;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.Outbox;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.StoreSettings;

/**
 * One process of the agent in a simulation: a ledger of its own on the shared store, each call of
 * which is a step, before it and after it. Closing it frees what it held, as its end would.
 */
final class AgentProcess implements AutoCloseable {

  final int number;
  final Stop stop = new Stop();
  final Ledger ledger;
  final Directory directory;
  boolean dead;
  String run = "";
  private int sitting;
  private final World world;
  private final Path store;
  private final Ledger real;
  private final long holder;
  private final Consumer<Run> successor;

  /**
   * @param successor takes over a run of this process while it sleeps
   */
  AgentProcess(World world, Path store, Consumer<Run> successor) {
    this.world = world;
    this.store = store;
    this.successor = successor;
    this.number = ++world.history.processes;
    this.real = Ledgers.open(new StoreSettings(store), world.clock());
    this.holder =
        ((Registration.Registered) real.holders().register(Holder.Kind.COMMAND)).self().id();
    this.directory = new ModelDirectory(world, this);
    Runs runs = stepping(Runs.class, real.runs());
    Outbox outbox = stepping(Outbox.class, real.outbox());
    this.ledger =
        proxy(
            Ledger.class,
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "runs" -> runs;
                  case "outbox" -> outbox;
                  default -> method.invoke(real, arguments);
                });
  }

  private <T> T stepping(Class<T> port, T behind) {
    return proxy(
        port,
        (self, method, arguments) -> {
          world.at(this);
          Object answer;
          try {
            answer = method.invoke(behind, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
          world.at(this);
          return answer;
        });
  }

  private static <T> T proxy(Class<T> port, InvocationHandler handler) {
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  /** From now on it carries a run on. */
  void sitDown(String id) {
    run = id;
    sitting = ++world.history.sittings;
  }

  int sitting() {
    return sitting;
  }

  boolean mayBeTakenOver() {
    return !run.isEmpty() && current().filter(r -> r.state() == Run.State.OPEN).isPresent();
  }

  private Optional<Run> current() {
    return real.runs().find(run);
  }

  /** This process sleeps for so long that another one takes it for dead. */
  void takenOver() {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + store.resolve("keyturn.db"));
        var sql = connection.createStatement()) {
      sql.execute("DELETE FROM holders WHERE id = " + holder);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    successor.accept(current().orElseThrow());
  }

  @Override
  public void close() {
    real.close();
  }
}
