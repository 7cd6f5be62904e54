package org.keyturn.agent.faults;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between an agent, in clear on loopback, and a server, takes the stream apart into LDAP
 * messages (RFC 4511, section 4.1.1), and asks its watchman about each before it goes on.
 */
final class Gate implements AutoCloseable {

  /** The protocol operations that matter here, by their tag. */
  enum Kind {
    BIND(0x60),
    SEARCH(0x63),
    /** The end of a search's answer. */
    SEARCHED(0x65),
    MODIFY(0x66),
    MODIFIED(0x67),
    MODIFY_DN(0x6c),
    MODIFIED_DN(0x6d),
    EXTENDED(0x77),
    OTHER(-1);

    private final int tag;

    Kind(int tag) {
      this.tag = tag;
    }

    static Kind of(int tag) {
      for (Kind kind : values()) {
        if (kind.tag == tag) {
          return kind;
        }
      }
      return OTHER;
    }
  }

  /** What becomes of one message. */
  enum Verdict {
    PASS,
    /** It is gone; the connection stays. */
    DROP,
    /** It is gone, and the connection with it. */
    CUT,
    /** It is gone, and the watchman's {@link Watchman#other} goes back to whoever sent it. */
    REPLY,
    /** The watchman's {@link Watchman#other} goes on in its place. */
    REPLACE
  }

  /**
   * Asked before a message is passed on, on the connection's own thread, which may be held.
   *
   * <p>{@code number} counts the messages of this kind since the watchman came, from 1.
   */
  interface Watchman {
    Verdict judge(Kind kind, int number);

    /** As {@link #judge(Kind, int)}, for who looks into the message; asked in its place. */
    default Verdict judge(Kind kind, int number, byte[] message) {
      return judge(kind, number);
    }

    /** What goes on or back in place of a message. */
    default byte[] other(byte[] message) {
      throw new UnsupportedOperationException();
    }

    /** The message is with its receiver's kernel. */
    default void passed(Kind kind, int number) {}
  }

  /** slapd's control for a rehearsal: such a modification is none. */
  private static final String NO_OP = "1.3.6.1.4.1.4203.666.5.2";

  private static final Watchman NOBODY = (kind, number) -> Verdict.PASS;

  /** Where the server is, protected or not. */
  interface Way {
    Socket open() throws IOException;
  }

  private final ServerSocket listener;
  private final Way server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final int[] seen = new int[Kind.values().length];
  private Watchman watchman = NOBODY;

  Gate(int server) {
    this(() -> new Socket(InetAddress.getLoopbackAddress(), server));
  }

  Gate(Way server) {
    this.server = server;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    begin(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on this one is asked, and the counts start again. */
  synchronized void post(Watchman newOne) {
    watchman = newOne;
    Arrays.fill(seen, 0);
  }

  void leave() {
    post(NOBODY);
  }

  synchronized int seen(Kind kind) {
    return seen[kind.ordinal()];
  }

  void cutAll() {
    for (Socket socket : sockets) {
      close(socket);
    }
    sockets.clear();
  }

  private void accept() {
    while (true) {
      Socket client;
      try {
        client = listener.accept();
      } catch (IOException e) {
        return; // closed
      }
      sockets.add(client);
      try {
        Socket to = server.open();
        to.setTcpNoDelay(true);
        client.setTcpNoDelay(true);
        sockets.add(to);
        Set<String> rehearsals = ConcurrentHashMap.newKeySet();
        begin(() -> relay(client, to, true, rehearsals));
        begin(() -> relay(to, client, false, rehearsals));
      } catch (IOException e) {
        close(client); // the server is away
      }
    }
  }

  private void relay(Socket from, Socket to, boolean request, Set<String> rehearsals) {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      while (true) {
        byte[] message = message(in);
        Kind kind = Kind.of(tag(message));
        if (request && new String(message, StandardCharsets.ISO_8859_1).contains(NO_OP)) {
          rehearsals.add(id(message));
          kind = Kind.OTHER;
        } else if (!request && rehearsals.remove(id(message))) {
          kind = Kind.OTHER;
        }
        int number;
        Watchman asked;
        synchronized (this) {
          number = ++seen[kind.ordinal()];
          asked = watchman;
        }
        Verdict verdict = asked.judge(kind, number, message);
        if (verdict == Verdict.CUT) {
          return;
        }
        switch (verdict) {
          case PASS -> {
            send(to, message);
            asked.passed(kind, number);
          }
          case REPLACE -> send(to, asked.other(message));
          case REPLY -> send(from, asked.other(message));
          default -> {} // it is gone
        }
      }
    } catch (IOException e) {
      // One side is gone: both are.
    }
  }

  /** A client hears its server and us: one whole message after the other. */
  private static void send(Socket to, byte[] message) throws IOException {
    synchronized (to) {
      OutputStream out = to.getOutputStream();
      out.write(message);
      out.flush();
    }
  }

  /** One whole message, its envelope included. */
  private static byte[] message(DataInputStream in) throws IOException {
    int sequence = in.readUnsignedByte();
    if (sequence != 0x30) {
      throw new EOFException("no LDAP message");
    }
    int first = in.readUnsignedByte();
    int more = first < 0x80 ? 0 : first & 0x7f;
    byte[] lengthBytes = in.readNBytes(more);
    int length = more == 0 ? first : 0;
    for (byte b : lengthBytes) {
      length = length << 8 | b & 0xff;
    }
    byte[] message = new byte[2 + more + length];
    message[0] = (byte) sequence;
    message[1] = (byte) first;
    System.arraycopy(lengthBytes, 0, message, 2, more);
    in.readFully(message, 2 + more, length);
    return message;
  }

  /** What follows the message id. */
  private static int tag(byte[] message) {
    int at = idAt(message);
    return message[at + 2 + message[at + 1]] & 0xff;
  }

  private static String id(byte[] message) {
    int at = idAt(message);
    return HexFormat.of().formatHex(message, at, at + 2 + message[at + 1]);
  }

  private static int idAt(byte[] message) {
    return 2 + ((message[1] & 0x80) == 0 ? 0 : message[1] & 0x7f);
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "gate");
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
      throw new IllegalStateException(e);
    }
    cutAll();
  }
}
