package org.keyturn.agent.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * As much of a mail server (RFC 5321, 3207, 4954) as it takes to answer in every way that a gateway
 * must bear: an answer in place of the right one, none at all, or the end of the connection.
 */
public final class MailServer implements AutoCloseable {

  /** In place of an answer: nothing more is said. */
  static final String SILENCE = "";

  /** In place of an answer: the connection ends. */
  static final String HANG_UP = "hang up";

  static final String USER = "keyturn";
  static final String PASSWORD = "Smtp-plum-77";

  private final ServerSocket listener;
  private final Optional<SSLContext> tls;
  private final boolean tlsFromTheStart;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Map<String, String> instead = new ConcurrentHashMap<>();

  /** What came in the clear, and within TLS. */
  final List<String> commands = new CopyOnWriteArrayList<>();

  public final List<String> messages = new CopyOnWriteArrayList<>();

  private volatile IntConsumer whenTaken = number -> {};

  /** How many connections there were. */
  int connections() {
    return sockets.size();
  }

  public MailServer(Optional<SSLContext> tls, boolean tlsFromTheStart) throws IOException {
    this.tls = tls;
    this.tlsFromTheStart = tlsFromTheStart;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    begin(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /**
   * @param verb such as {@code RCPT}; {@code BODY} is the end of a message's text
   */
  void answer(String verb, String line) {
    instead.put(verb, line);
  }

  void answerAsItShould() {
    instead.clear();
  }

  /**
   * @param hook given the number of each message, from 1, when it is taken and nobody was told so
   */
  public void whenTaken(IntConsumer hook) {
    whenTaken = hook;
  }

  /** Ends every connection that is open, as a server does that was idle for long. */
  void hangUp() {
    sockets.forEach(MailServer::end);
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "mail-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        begin(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try {
      Socket socket = tlsFromTheStart ? secured(plain) : plain;
      if (say(socket, answered("CONNECT", "220 mail.example.com ESMTP"))) {
        converse(socket);
      }
    } catch (IOException e) {
      // It ended.
    } finally {
      end(plain);
    }
  }

  private Socket secured(Socket plain) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            tls.orElseThrow()
                .getSocketFactory()
                .createSocket(
                    plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return secured;
  }

  private void converse(Socket first) throws IOException {
    Socket socket = first;
    BufferedReader in = reader(socket);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
      commands.add((socket instanceof SSLSocket ? "tls " : "") + line);
      boolean offers = tls.isPresent() && !(socket instanceof SSLSocket);
      String right =
          switch (verb) {
            case "EHLO" ->
                "250-mail.example.com\r\n"
                    + (offers ? "250-STARTTLS\r\n" : "")
                    + "250-AUTH PLAIN\r\n250 8BITMIME";
            case "STARTTLS" -> "220 go on";
            case "AUTH" -> right(line) ? "235 welcome" : "535 5.7.8 no such user or password";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
          };
      if (!say(socket, answered(verb, right))) {
        return;
      }
      if (verb.equals("STARTTLS") && offers) {
        socket = secured(socket);
        in = reader(socket);
      } else if (verb.equals("DATA") && answered(verb, right).startsWith("354")) {
        String message = text(in);
        String end = answered("BODY", "250 taken");
        if (end.startsWith("250") || end.equals(HANG_UP)) {
          messages.add(message);
          whenTaken.accept(messages.size());
        }
        if (!say(socket, end)) {
          return;
        }
      } else if (verb.equals("QUIT")) {
        return;
      }
    }
  }

  private static boolean right(String auth) {
    String[] words = auth.split(" ", -1);
    String given = new String(Base64.getDecoder().decode(words[2]), StandardCharsets.UTF_8);
    return given.endsWith("\0" + USER + "\0" + PASSWORD);
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  private static String text(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return text.toString();
  }

  private String answered(String verb, String right) {
    return instead.getOrDefault(verb, right);
  }

  /** False where nothing more is said. */
  private static boolean say(Socket socket, String line) throws IOException {
    if (line.equals(HANG_UP)) {
      return false;
    }
    if (line.equals(SILENCE)) {
      int unused = socket.getInputStream().read(new byte[8_192]);
      return false;
    }
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return true;
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was at its end.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    hangUp();
  }
}
