package org.keyturn.agent.directory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP relay on loopback that loses answers, cuts connections, or goes away, when told to. */
final class FaultyProxy implements AutoCloseable {

  enum Mode {
    PASS,
    /** What the client sends arrives; what the server answers does not. */
    HANG,
    /** What the client sends next arrives, and then the connection is gone. */
    CUT,
    /** The same, and with a reset, as when a host or a firewall forgets the connection. */
    RESET,
    /** What the server answers arrives late. */
    DELAY
  }

  private final ServerSocket listener;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicBoolean answered = new AtomicBoolean(true);
  private volatile Mode mode = Mode.PASS;
  private volatile int lastTurn = Integer.MAX_VALUE;
  private volatile Duration delay = Duration.ZERO;

  FaultyProxy(String address, int target) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getAllByName(address)[0]);
    this.target = target;
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void mode(Mode mode) {
    this.mode = mode;
  }

  /** From now on what the server answers arrives so much later. */
  void delay(Duration by) {
    delay = by;
    mode = Mode.DELAY;
  }

  /** How many connections there were. */
  int connections() {
    return sockets.size() / 2;
  }

  /** How many times a client spoke after the server had. */
  int turns() {
    return turns.get();
  }

  /** Everything that a client has sent. */
  synchronized byte[] sent() {
    return sent.toByteArray();
  }

  /** Lets a client speak so many times more; the next time, everything is gone. */
  void goAwayAfter(int more) {
    lastTurn = turns.get() + more;
  }

  boolean isAway() {
    return listener.isClosed();
  }

  /** Cuts what is open, and takes no more. */
  void goAway() throws IOException {
    listener.close();
    cutAll();
  }

  void cutAll() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        start(() -> relay(client, server, true));
        start(() -> relay(server, client, false));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void relay(Socket from, Socket to, boolean fromClient) {
    byte[] buffer = new byte[16384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (fromClient) {
          record(buffer, n);
          if (answered.getAndSet(false)) {
            if (turns.incrementAndGet() > lastTurn) {
              goAway();
              return;
            }
          }
        } else {
          answered.set(true);
        }
        if (!fromClient && mode == Mode.DELAY) {
          Thread.sleep(delay.toMillis());
        }
        if (fromClient || mode == Mode.PASS || mode == Mode.DELAY) {
          out.write(buffer, 0, n);
        }
        if (fromClient && goesAway()) {
          Thread.sleep(50); // let the server take it
          if (mode == Mode.RESET) {
            from.setSoLinger(true, 0);
          }
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // one side is gone: both are
    }
  }

  private boolean goesAway() {
    return mode == Mode.CUT || mode == Mode.RESET;
  }

  private synchronized void record(byte[] bytes, int length) {
    sent.write(bytes, 0, length);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "faulty-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    goAway();
  }
}
