package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyturn.agent.config.FirstConfig;
import org.keyturn.agent.directory.DirectorySettings.Accounts;
import org.keyturn.agent.directory.Survey;
import org.keyturn.agent.report.Documents;
import tools.jackson.core.JsonGenerator;

/** What {@code init} found and wrote. */
final class InitView {

  private final Screen screen;
  private final boolean json;
  private final FirstConfig config;
  private final Path file;

  InitView(Screen screen, boolean json, FirstConfig config, Path file) {
    this.screen = screen;
    this.json = json;
    this.config = config;
    this.file = file;
  }

  /** The config itself is the result. */
  void dryRun() {
    if (json) {
      document(List.of());
      return;
    }
    screen.out().print(config.text(file));
    screen.note("Nothing was written. Without -n this becomes " + file + ".");
  }

  /**
   * @param files the config last
   */
  void written(List<Path> files) {
    if (json) {
      document(files);
      return;
    }
    PrintStream out = screen.out();
    out.println(screen.ok("✓ ") + "wrote " + file + ": " + found());
    lines().forEach(line -> wrapped(out, line));
    out.println();
    List<String> beside = files.stream().filter(f -> !f.equals(file)).map(Path::toString).toList();
    out.println("  Beside it: " + String.join(", ", beside));
    if (System.getProperty("user.name").equals("root")
        && file.toAbsolutePath().startsWith("/etc")) {
      out.println("  The daemon's user has to own the secret: chown keyturn " + beside.get(0));
    }
    out.println("  Next:      " + FirstSetup.next(file));
  }

  private String found() {
    Survey survey = config.survey();
    String server = survey.product().isBlank() ? survey.dialect() : survey.product();
    return Words.count(survey.counted().all(), "account", "accounts") + ", " + server;
  }

  private record Line(String label, String text) {}

  private List<Line> lines() {
    Survey survey = config.survey();
    Survey.Counted n = survey.counted();
    Accounts a = config.chosen().accounts();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("server", config.server().url() + ", " + survey.dialect()));
    lines.add(new Line("accounts", a.base()));
    String all = (n.cut() ? "at least " : "") + Words.number(n.everywhere());
    lines.add(new Line("", Words.number(n.all()) + " of " + all + " seen, " + a.filter()));
    lines.add(new Line("login", a.login()));
    lines.add(new Line("mail", a.mail() + ", " + have(n.mail())));
    lines.add(
        new Line(
            "recovery",
            a.recoveryMail().map(m -> m + ", " + have(n.recoveryMail())).orElse("no attribute")
                + "; "
                + a.mobile().map(m -> m + ", " + have(n.mobile())).orElse("no mobile numbers")));
    lines.add(new Line("policy", policy(survey)));
    List<String> untouched = new ArrayList<>(config.chosen().protectedDns());
    untouched.addAll(config.chosen().protectedGroups());
    lines.add(
        new Line(
            "protected", untouched.isEmpty() ? "nobody yet: name your admins" : untouched.get(0)));
    untouched.stream().skip(1).forEach(dn -> lines.add(new Line("", dn)));
    return lines;
  }

  private String policy(Survey survey) {
    if (survey.policyIsTold()) {
      return "the server tells its default";
    }
    return config
        .chosen()
        .defaultPolicy()
        .orElseGet(
            () ->
                survey.policies().isEmpty()
                    ? "none is to be seen: nobody's password can be judged until there is one"
                    : "which of "
                        + survey.policies().size()
                        + " is the default is not told: set default-policy");
  }

  private static String have(int accounts) {
    return Words.number(accounts) + (accounts == 1 ? " has one" : " have one");
  }

  private void wrapped(PrintStream out, Line line) {
    String label = String.format(Locale.ROOT, "  %-10s ", line.label());
    List<String> lines = Wrapped.lines(line.text(), Math.max(40, screen.width() - label.length()));
    out.println(label + lines.get(0));
    lines.stream().skip(1).forEach(more -> out.println(" ".repeat(label.length()) + more));
  }

  private void document(List<Path> files) {
    Json.object(screen.out(), g -> document(g, files));
  }

  private void document(JsonGenerator g, List<Path> files) {
    Survey survey = config.survey();
    Accounts a = config.chosen().accounts();
    g.writeStringProperty("file", file.toString());
    strings(g, "written", files.stream().map(Path::toString).toList());
    g.writeStringProperty("url", config.server().url().toString());
    g.writeStringProperty("dialect", survey.dialect());
    g.writeStringProperty("product", survey.product());
    g.writeStringProperty("base", a.base());
    g.writeStringProperty("filter", a.filter());
    g.writeStringProperty("login", a.login());
    g.writeStringProperty("mail", a.mail());
    Documents.text(g, "recoveryMail", a.recoveryMail());
    Documents.text(g, "mobile", a.mobile());
    g.writeNumberProperty("accounts", survey.counted().all());
    g.writeNumberProperty("everywhere", survey.counted().everywhere());
    Documents.text(g, "defaultPolicy", config.chosen().defaultPolicy());
    strings(g, "protectedDns", config.chosen().protectedDns());
    strings(g, "protectedGroups", config.chosen().protectedGroups());
    g.writeStringProperty("next", FirstSetup.next(file));
  }

  private static void strings(JsonGenerator g, String name, List<String> values) {
    g.writeArrayPropertyStart(name);
    values.forEach(g::writeString);
    g.writeEndArray();
  }
}
