package org.keyturn.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every place in the source where {@code check} says that something is wrong. */
public final class CheckSites {

  private static final Path ROOM = Path.of("src", "main", "java", "org", "keyturn", "agent");
  private static final Pattern CALL = Pattern.compile("Finding\\.(?:warn|fail)\\(");

  private CheckSites() {}

  /**
   * @param source the class
   * @param text the call as it stands there, its string literals joined
   */
  public record Site(String source, String text) {

    public boolean says(String words) {
      return text.contains(words.replace("\"", "\\\""));
    }

    /** One call that says this or that would need no more than one of the two to be provoked. */
    public boolean choosesItsWords() {
      return text.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "").contains("?");
    }
  }

  public static List<Site> below(String room) {
    try (Stream<Path> files = Files.walk(ROOM.resolve(room))) {
      List<Site> sites = new ArrayList<>();
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("Finding.java"))
          .sorted()
          .forEach(file -> sites.addAll(in(file)));
      return sites;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Site> in(Path file) {
    try {
      String code = Files.readString(file);
      String source = file.getFileName().toString().replace(".java", "");
      List<Site> sites = new ArrayList<>();
      Matcher call = CALL.matcher(code);
      while (call.find()) {
        String text = code.substring(call.start(), end(code, call.end()));
        sites.add(new Site(source, text.replaceAll("\"\\s*\\+\\s*\"", "")));
      }
      return sites;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Behind the parenthesis that closes the one before {@code from}. */
  private static int end(String code, int from) {
    int open = 1;
    boolean quoted = false;
    for (int i = from; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        open++;
      } else if (!quoted && c == ')' && --open == 0) {
        return i + 1;
      }
    }
    throw new IllegalStateException("a call that does not end");
  }
}
