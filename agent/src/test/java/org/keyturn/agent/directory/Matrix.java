package org.keyturn.agent.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What each server was seen to do, as it stands in a page between two marks: a row for each {@link
 * Fact}, a column for each server.
 */
final class Matrix {

  static final Path PAGE = Path.of("docs", "directories.md");

  private static final String START =
      "<!-- written by the contract suite with -Dkeyturn.writeDocs=true; it fails where this is"
          + " stale -->";
  private static final String END = "<!-- end of what the contract suite wrote -->";
  private static final String UNSEEN = "–";

  /** The dialects' names, and the servers that stood for them. */
  private static final Map<String, String> SERVERS = new LinkedHashMap<>();

  static {
    SERVERS.put("openldap", "OpenLDAP");
    SERVERS.put("389ds", "389-DS");
    SERVERS.put("ad", "Samba AD");
    SERVERS.put("opendj", "OpenDJ");
    SERVERS.put("apacheds", "ApacheDS (embedded)");
  }

  private final String before;
  private final Map<Fact, Map<String, String>> cells;
  private final String after;

  private Matrix(String before, Map<Fact, Map<String, String>> cells, String after) {
    this.before = before;
    this.cells = cells;
    this.after = after;
  }

  static Matrix of(Path page) {
    try {
      String text = Files.readString(page);
      int start = text.indexOf(START);
      int end = text.indexOf(END);
      if (start < 0 || end < start) {
        throw new IllegalStateException(page + " has no marks for what was observed");
      }
      String table = text.substring(start + START.length(), end);
      return new Matrix(text.substring(0, start), cells(table), text.substring(end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Fact, Map<String, String>> cells(String table) {
    Map<Fact, Map<String, String>> cells = new EnumMap<>(Fact.class);
    List<List<String>> rows =
        table.lines().filter(line -> line.startsWith("|")).map(Matrix::split).toList();
    for (Fact fact : Fact.values()) {
      Map<String, String> row = new LinkedHashMap<>();
      for (Map.Entry<String, String> server : SERVERS.entrySet()) {
        int column = rows.isEmpty() ? -1 : rows.get(0).indexOf(server.getValue());
        row.put(
            server.getKey(),
            rows.stream()
                .filter(r -> column >= 0 && r.size() > column && r.get(0).equals(fact.label()))
                .findFirst()
                .map(r -> r.get(column))
                .orElse(UNSEEN));
      }
      cells.put(fact, row);
    }
    return cells;
  }

  private static List<String> split(String row) {
    return List.of(row.substring(1).split("\\|")).stream().map(String::strip).toList();
  }

  String cell(String server, Fact fact) {
    return Objects.requireNonNull(Objects.requireNonNull(cells.get(fact)).get(server), server);
  }

  /** The servers of which the page says anything. */
  Set<String> seen() {
    return SERVERS.keySet().stream()
        .filter(server -> cells.keySet().stream().anyMatch(fact -> isSeen(server, fact)))
        .collect(Collectors.toSet());
  }

  boolean isSeen(String server, Fact fact) {
    return !cell(server, fact).equals(UNSEEN);
  }

  void put(String server, Fact fact, String observed) {
    Objects.requireNonNull(cells.get(fact)).put(server, observed);
  }

  /** The whole page. */
  String text() {
    StringBuilder text = new StringBuilder(before).append(START).append("\n\n| |");
    SERVERS.values().forEach(title -> text.append(' ').append(title).append(" |"));
    text.append("\n|").append("---|".repeat(SERVERS.size() + 1));
    for (Map.Entry<Fact, Map<String, String>> row : cells.entrySet()) {
      text.append("\n| ").append(row.getKey().label()).append(" |");
      row.getValue().values().forEach(cell -> text.append(' ').append(cell).append(" |"));
    }
    return text.append("\n\n").append(after).toString();
  }
}
