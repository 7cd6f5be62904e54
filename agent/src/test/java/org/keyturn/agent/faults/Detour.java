package org.keyturn.agent.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes bytes on, whatever they are, to a port that may become another one under way; at once, or
 * as slowly as a distant directory does.
 */
public final class Detour implements AutoCloseable {

  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile int to;
  private volatile Duration late = Duration.ZERO;

  public Detour(int to) {
    this.to = to;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    begin(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Whatever passes from now on, either way, passes this much later. */
  public void slow(Duration by) {
    late = by;
  }

  /** What is open is cut; what comes goes there. */
  void to(int port) {
    to = port;
    sockets.forEach(Detour::close);
    sockets.clear();
  }

  private void accept() {
    while (true) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
        sockets.add(client);
        sockets.add(server);
        begin(() -> relay(client, server));
        begin(() -> relay(server, client));
      } catch (IOException e) {
        if (listener.isClosed()) {
          return;
        }
      }
    }
  }

  private void relay(Socket from, Socket to) {
    try (from;
        to) {
      byte[] some = new byte[16 * 1024];
      for (int n; (n = from.getInputStream().read(some)) >= 0; ) {
        LockSupport.parkNanos(late.toNanos());
        to.getOutputStream().write(some, 0, n);
      }
    } catch (IOException e) {
      // One side is gone: both are.
    }
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "detour");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    to(0);
  }
}
