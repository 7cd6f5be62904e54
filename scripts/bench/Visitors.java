import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who open a page: so many a second, evenly, over a few connections that are kept. A page's
 * time runs from the moment at which it was due, so that a server that falls behind is not asked
 * less and looks no better for it.
 *
 * <p>{@code java Visitors.java URL A_SECOND CONNECTIONS} goes on until standard input ends, then
 * prints {@code PAGES FAILED SECONDS MEDIAN P99 LONGEST}; the last three in milliseconds.
 */
final class Visitors {

  private final URI url;
  private final long between;
  private final long started = System.nanoTime();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final long[] times = new long[10_000_000];
  private volatile boolean over;

  private Visitors(URI url, int aSecond) {
    this.url = url;
    this.between = 1_000_000_000L / aSecond;
  }

  public static void main(String[] args) throws Exception {
    Visitors visitors = new Visitors(URI.create(args[0]), Integer.parseInt(args[1]));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      Thread thread = new Thread(visitors::visit);
      thread.start();
      threads.add(thread);
    }
    while (System.in.read() >= 0) {
      // until it ends
    }
    visitors.over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    visitors.tell();
  }

  private void visit() {
    while (!over) {
      try (Socket socket = new Socket(url.getHost(), url.getPort())) {
        socket.setTcpNoDelay(true);
        look(socket.getOutputStream(), new BufferedInputStream(socket.getInputStream(), 1 << 16));
      } catch (IOException e) {
        failed.incrementAndGet();
      }
    }
  }

  private void look(OutputStream out, InputStream in) throws IOException {
    byte[] request =
        ("GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    while (!over) {
      int number = next.getAndIncrement();
      long due = started + number * between;
      pauseUntil(due);
      out.write(request);
      out.flush();
      if (!isPage(in)) {
        failed.incrementAndGet();
      }
      times[number] = System.nanoTime() - due;
    }
  }

  private static void pauseUntil(long due) throws IOException {
    long left = due - System.nanoTime();
    try {
      if (left > 0) {
        Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Reads one answer whole. */
  private static boolean isPage(InputStream in) throws IOException {
    boolean ok = line(in).contains(" 200 ");
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    return ok && length > 0 && body.length == length;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void tell() {
    double seconds = (System.nanoTime() - started) / 1e9;
    long[] seen = Arrays.stream(times, 0, next.get()).filter(t -> t > 0).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%d %d %.3f %.2f %.2f %.2f%n",
        seen.length,
        failed.get(),
        seconds,
        seen[seen.length / 2] / 1e6,
        seen[seen.length * 99 / 100] / 1e6,
        seen[seen.length - 1] / 1e6);
  }
}
