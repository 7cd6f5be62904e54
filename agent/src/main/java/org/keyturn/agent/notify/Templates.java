package org.keyturn.agent.notify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.keyturn.agent.template.SafeMustache;
import org.keyturn.agent.template.SafeTemplate;
import org.keyturn.agent.template.TemplateException;

/**
 * The mail templates (Mustache): {@code LANGUAGE/KIND.txt}, whose first line is {@code Subject: …},
 * {@code LANGUAGE/KIND.html} with the same words, and the {@code layout.html} around them; {@code
 * LANGUAGE/KIND.sms} for a telephone. The operator's folder goes before the built-in ones, file by
 * file; a text of the operator's own without its HTML is sent as text alone, so that one mail never
 * says two things. What they include stands beside them or above: {@code
 * LANGUAGE/where-to-ask.txt}, {@code layout.html}.
 *
 * <p>Each template is read once. Thread-safe.
 */
public final class Templates {

  private static final String SUBJECT = "Subject:";
  private static final int LARGEST = 64 * 1024;

  private final Optional<Path> folder;
  private final Map<Language, SafeMustache> asText = new EnumMap<>(Language.class);
  private final Map<Language, SafeMustache> asHtml = new EnumMap<>(Language.class);
  private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();
  private final Map<String, SafeTemplate> texts = new ConcurrentHashMap<>();

  /**
   * @param folder the operator's own templates
   */
  public Templates(Optional<Path> folder) {
    this.folder = folder;
    for (Language language : Language.values()) {
      asText.put(language, SafeMustache.text(file -> included(language, file)));
      asHtml.put(language, SafeMustache.html(file -> included(language, file)));
    }
  }

  /** The words of one mail. */
  record Rendered(String subject, String text, String html) {
    @Override
    public String toString() {
      return "Rendered[" + subject + "]";
    }
  }

  private record Compiled(SafeTemplate subject, SafeTemplate text, Optional<SafeTemplate> html) {}

  /**
   * What is wrong with any template, a sentence for each that names the file; for start and check.
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Language language : Language.values()) {
      for (MessageKind kind : MessageKind.values()) {
        try {
          render(kind, language, sample(kind));
          text(kind, language, sample(kind));
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
    Compiled templates = compiled.computeIfAbsent(name, n -> compile(language, n));
    String subject = NeutralText.line(templates.subject().render(values));
    Map<String, Object> withSubject = new HashMap<>(values);
    withSubject.put("subject", subject);
    String text = templates.text().render(withSubject);
    String html = templates.html().map(t -> t.render(withSubject)).orElse("");
    return new Rendered(subject, text, html);
  }

  /**
   * The words of a text message, from {@code LANGUAGE/KIND.sms}.
   *
   * @return empty where no text message is of this kind
   * @throws TemplateException with a sentence that names the file
   */
  Optional<String> text(MessageKind kind, Language language, Map<String, Object> values) {
    String file = language.id() + "/" + kind.id() + ".sms";
    if (!exists(file)) {
      return Optional.empty();
    }
    SafeTemplate template =
        texts.computeIfAbsent(file, n -> asText(language).compile(n, source(n).strip()));
    return Optional.of(template.render(values));
  }

  private SafeMustache asText(Language language) {
    return Objects.requireNonNull(asText.get(language));
  }

  private SafeMustache asHtml(Language language) {
    return Objects.requireNonNull(asHtml.get(language));
  }

  private Compiled compile(Language language, String name) {
    String textFile = name + ".txt";
    String source = source(textFile);
    int end = source.indexOf('\n');
    if (!source.startsWith(SUBJECT) || end < 0) {
      throw new TemplateException(
          "the template %s has no first line %s".formatted(textFile, SUBJECT));
    }
    SafeTemplate subject =
        asText(language).compile(textFile, source.substring(SUBJECT.length(), end).strip());
    SafeTemplate text =
        asText(language).compile(textFile, source.substring(end + 1).stripLeading());
    String htmlFile = name + ".html";
    boolean textAlone = isOwn(textFile) && !isOwn(htmlFile);
    Optional<SafeTemplate> html =
        textAlone
            ? Optional.empty()
            : Optional.of(asHtml(language).compile(htmlFile, source(htmlFile)));
    return new Compiled(subject, text, html);
  }

  private String included(Language language, String file) {
    String beside = language.id() + "/" + file;
    return source(exists(beside) ? beside : file);
  }

  private boolean exists(String file) {
    return isOwn(file) || Templates.class.getResource("templates/" + file) != null;
  }

  private boolean isOwn(String file) {
    return folder.filter(own -> Files.exists(own.resolve(file))).isPresent();
  }

  private String source(String file) {
    try {
      return isOwn(file) ? read(folder.orElseThrow().resolve(file)) : builtIn(file);
    } catch (IOException e) {
      throw new TemplateException("the template " + file + " cannot be read", e);
    }
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
}
