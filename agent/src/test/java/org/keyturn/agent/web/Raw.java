package org.keyturn.agent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Bytes as an attacker would send them, and what comes back. Keeps cookies like a browser. */
public final class Raw {

  private static final int PATIENCE_MS = 20_000;

  private final int port;
  private final List<String> cookies = new ArrayList<>();
  private String token = "";
  private boolean patient = true;

  public Raw(int port) {
    this.port = port;
  }

  /** What came back; header names in lower case. */
  public record Got(int status, List<String> headers, String body) {
    public Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }

    /** Where a form was taken. */
    public String location() {
      return header("location").orElse("");
    }
  }

  /** A field of a form, as a browser sends it. */
  public static String field(String name, String value) {
    return name + "=" + URLEncoder.encode(value, UTF_8);
  }

  String host() {
    return "127.0.0.1:" + port;
  }

  /** Of the page that was looked at last. */
  String token() {
    return token;
  }

  String cookies() {
    return cookies.isEmpty() ? "" : "Cookie: " + String.join("; ", cookies) + "\r\n";
  }

  public Got get(String path) {
    Got got = send("GET " + path + " HTTP/1.1", "", "");
    Matcher form = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(got.body());
    if (form.find()) {
      token = form.group(1);
    }
    return got;
  }

  /** A form with the token of the page that was looked at last. */
  public Got post(String path, String... fields) {
    List<String> all = new ArrayList<>(List.of(fields));
    all.add("csrf=" + token);
    Got got = postAsIs(path, "", String.join("&", all));
    return patient ? made(got) : got;
  }

  /** One that does not wait for a plan that is being made. */
  Raw impatient() {
    patient = false;
    return this;
  }

  /** What the page that waits for a plan leads to, on a machine that takes its time. */
  private Got made(Got got) {
    Got last = got;
    while (last.location().startsWith("/admin/plan/making")) {
      Got next = get(last.location());
      if (next.status() != 200) {
        last = next;
      }
    }
    return last;
  }

  Got postAsIs(String path, String headers, String body) {
    return send(
        "POST " + path + " HTTP/1.1",
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + body.getBytes(UTF_8).length
            + "\r\n"
            + headers,
        body);
  }

  Got send(String line, String headers, String body) {
    return exactly(
        line
            + "\r\nHost: "
            + host()
            + "\r\nConnection: close\r\n"
            + cookies()
            + headers
            + "\r\n"
            + body);
  }

  public Got exactly(String bytes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(bytes.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return read(new String(socket.getInputStream().readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Got read(String all) {
    int end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IllegalStateException("no answer: " + all);
    }
    List<String> lines =
        Stream.of(all.substring(0, end).split("\r\n", -1)).map(Raw::lowerName).toList();
    lines.stream()
        .filter(line -> line.startsWith("set-cookie:"))
        .map(line -> line.substring("set-cookie:".length()).strip().replaceFirst(";.*", ""))
        .forEach(this::keep);
    return new Got(Integer.parseInt(lines.get(0).split(" ", -1)[1]), lines, all.substring(end + 4));
  }

  private void keep(String cookie) {
    String name = cookie.substring(0, cookie.indexOf('=') + 1);
    cookies.removeIf(other -> other.startsWith(name));
    cookies.add(cookie);
  }

  private static String lowerName(String line) {
    int colon = line.indexOf(':');
    return colon < 0
        ? line
        : line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
  }
}
