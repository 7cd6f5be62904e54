import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy on loopback that makes a nearby server a distant one: every byte arrives half a round
 * trip later, however many are on their way. It slows answers, never the rate.
 *
 * <p>{@code java Delay.java TARGET_PORT ROUND_TRIP_MILLIS} prints the port it listens on and runs
 * until its standard input ends.
 */
final class Delay {

  private static final int CHUNK = 1 << 14;

  private record Chunk(byte[] bytes, int length, long dueNanos) {}

  public static void main(String[] args) throws IOException {
    int target = Integer.parseInt(args[0]);
    long halfNanos = (long) (Double.parseDouble(args[1]) * 1e6 / 2);
    try (ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      start(() -> accept(server, target, halfNanos));
      while (System.in.read() >= 0) {
        // Whoever started this holds the other end.
      }
    }
    System.exit(0);
  }

  private static void accept(ServerSocket server, int target, long halfNanos) {
    try {
      while (true) {
        Socket near = server.accept();
        Socket far = new Socket();
        far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        carry(near, far, halfNanos);
        carry(far, near, halfNanos);
      }
    } catch (IOException e) {
      // The listener is closed: the end.
    }
  }

  private static void carry(Socket from, Socket to, long halfNanos) {
    BlockingQueue<Chunk> way = new LinkedBlockingQueue<>();
    start(() -> read(from, way, halfNanos));
    start(() -> write(to, way));
  }

  private static void read(Socket from, BlockingQueue<Chunk> way, long halfNanos) {
    try {
      InputStream in = from.getInputStream();
      byte[] bytes = new byte[CHUNK];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        way.add(new Chunk(bytes, n, System.nanoTime() + halfNanos));
        bytes = new byte[CHUNK];
      }
    } catch (IOException e) {
      // A peer that is gone is an end like any other.
    }
    way.add(new Chunk(new byte[0], -1, System.nanoTime() + halfNanos));
  }

  private static void write(Socket to, BlockingQueue<Chunk> way) {
    try {
      OutputStream out = to.getOutputStream();
      for (Chunk chunk = way.take(); chunk.length() >= 0; chunk = way.take()) {
        for (long left = chunk.dueNanos() - System.nanoTime();
            left > 0;
            left = chunk.dueNanos() - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        out.write(chunk.bytes(), 0, chunk.length());
      }
      to.shutdownOutput();
    } catch (IOException | InterruptedException e) {
      // As above.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }
}
