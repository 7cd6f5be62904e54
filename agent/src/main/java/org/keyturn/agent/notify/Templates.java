package org.keyturn.agent.notify;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mail templates (Mustache): {@code LANGUAGE/KIND.txt}, whose first line is {@code Subject: …},
 * {@code LANGUAGE/KIND.html} with the same words, and the {@code layout.html} around them. The
 * operator's folder goes before the built-in ones, file by file; a text of the operator's own
 * without its HTML is sent as text alone, so that one mail never says two things.
 *
 * <p>Values are data: HTML is always escaped (tags that would switch that off are refused), and a
 * template reaches values by name, never a Java method. Each template is read once. Thread-safe.
 */
public final class Templates {

  private static final String SUBJECT = "Subject:";
  private static final int LARGEST = 64 * 1024;

  /** {@code {{{x}}}} and {@code {{&x}}} do not escape; {@code {{=…=}}} would hide them. */
  private static final Pattern UNSAFE = Pattern.compile("\\{\\{\\s*[{&=]");

  private static final Pattern PARTIAL = Pattern.compile("[a-z0-9-]+");

  private final Optional<Path> folder;
  private final Mustache.Compiler asText;
  private final Mustache.Compiler asHtml;
  private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();

  /**
   * @param folder the operator's own templates
   */
  public Templates(Optional<Path> folder) {
    this.folder = folder;
    Mustache.Compiler safe =
        Mustache.compiler().withCollector(new ByNameAlone()).emptyStringIsFalse(true);
    this.asText = safe.escapeHTML(false).withLoader(name -> partial(name, ".txt"));
    this.asHtml = safe.escapeHTML(true).withLoader(name -> partial(name, ".html"));
  }

  /** The words of one mail. */
  record Rendered(String subject, String text, String html) {
    @Override
    public String toString() {
      return "Rendered[" + subject + "]";
    }
  }

  private record Compiled(Template subject, Template text, Optional<Template> html) {}

  /**
   * What is wrong with any template, a sentence for each that names the file; for start and check.
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Language language : Language.values()) {
      for (MessageKind kind : MessageKind.values()) {
        try {
          render(kind, language, sample(kind));
        } catch (TemplateException e) {
          problems.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return problems;
  }

  private static Map<String, Object> sample(MessageKind kind) {
    Map<String, Object> values = new HashMap<>();
    for (String name : List.of("name", "login", "directory", "organisation", "help", "language")) {
      values.put(name, "x");
    }
    kind.ownVariables().forEach(name -> values.put(name, "x"));
    return values;
  }

  /**
   * @throws TemplateException with a sentence that names the file
   */
  Rendered render(MessageKind kind, Language language, Map<String, Object> values) {
    String name = language.id() + "/" + kind.id();
    try {
      Compiled templates = compiled.computeIfAbsent(name, this::compile);
      String subject = NeutralText.line(templates.subject().execute(values));
      Map<String, Object> withSubject = new HashMap<>(values);
      withSubject.put("subject", subject);
      String text = templates.text().execute(withSubject);
      String html = templates.html().map(t -> t.execute(withSubject)).orElse("");
      return new Rendered(subject, text, html);
    } catch (MustacheException e) {
      throw new TemplateException("the template " + name + ": " + e.getMessage(), e);
    }
  }

  private Compiled compile(String name) {
    String source = source(name + ".txt");
    int end = source.indexOf('\n');
    if (!source.startsWith(SUBJECT) || end < 0) {
      throw new TemplateException(
          "the template %s.txt has no first line %s".formatted(name, SUBJECT));
    }
    Template subject = asText.compile(source.substring(SUBJECT.length(), end).strip());
    Template text = asText.compile(source.substring(end + 1).stripLeading());
    boolean textAlone = isOwn(name + ".txt") && !isOwn(name + ".html");
    Optional<Template> html =
        textAlone ? Optional.empty() : Optional.of(asHtml.compile(source(name + ".html")));
    return new Compiled(subject, text, html);
  }

  private boolean isOwn(String file) {
    return folder.filter(own -> Files.exists(own.resolve(file))).isPresent();
  }

  private Reader partial(String name, String ending) {
    if (!PARTIAL.matcher(name).matches()) {
      throw new TemplateException("a template includes '" + NeutralText.line(name) + "'");
    }
    return new StringReader(source(name + ending));
  }

  private String source(String file) {
    String source;
    try {
      source = isOwn(file) ? read(folder.orElseThrow().resolve(file)) : builtIn(file);
    } catch (IOException e) {
      throw new TemplateException("the template " + file + " cannot be read", e);
    }
    if (UNSAFE.matcher(source).find()) {
      throw new TemplateException(
          "the template " + file + " uses {{{…}}}, {{&…}} or {{=…}}: values are always escaped");
    }
    return source.replace("\r\n", "\n");
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new TemplateException("the template " + file + " has more than 64 kB");
    }
    return Files.readString(file);
  }

  private static String builtIn(String file) throws IOException {
    try (InputStream in = Templates.class.getResourceAsStream("templates/" + file)) {
      if (in == null) {
        throw new TemplateException("there is no template " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** JMustache's own collector calls methods and reads fields of values; this one knows maps. */
  private static final class ByNameAlone extends BasicCollector {
    @Override
    @SuppressWarnings("NullAway") // JMustache takes null for "nothing by that name".
    public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
      return context instanceof Map ? super.createFetcher(context, name) : null;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
      return new ConcurrentHashMap<>();
    }
  }
}
