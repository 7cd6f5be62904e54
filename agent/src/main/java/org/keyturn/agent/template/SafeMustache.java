package org.keyturn.agent.template;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mustache that is safe by construction. Values are data: HTML is always escaped (tags that would
 * switch that off are refused), and a template reaches values by name, never a Java method. It
 * includes other templates of the same kind, each named by lower-case letters, digits and hyphens.
 * Thread-safe.
 */
public final class SafeMustache {

  /** {@code {{{x}}}} and {@code {{&x}}} do not escape; {@code {{=…=}}} would hide them. */
  private static final Pattern UNSAFE = Pattern.compile("\\{\\{\\s*[{&=]");

  private static final Pattern PARTIAL = Pattern.compile("[a-z0-9-]+");

  private final String ending;
  private final UnaryOperator<String> sources;
  private final Mustache.Compiler compiler;

  private SafeMustache(boolean escape, String ending, UnaryOperator<String> sources) {
    this.ending = ending;
    this.sources = sources;
    this.compiler =
        Mustache.compiler()
            .withCollector(new ByNameAlone())
            .emptyStringIsFalse(true)
            .escapeHTML(escape)
            .withLoader(this::partial);
  }

  /**
   * Files that end with {@code .html}; every value is escaped for text and for quoted attributes.
   *
   * @param sources the content of a file; it throws {@link TemplateException} where there is none
   */
  public static SafeMustache html(UnaryOperator<String> sources) {
    return new SafeMustache(true, ".html", sources);
  }

  /** Files that end with {@code .txt}; values stand as they are. */
  public static SafeMustache text(UnaryOperator<String> sources) {
    return new SafeMustache(false, ".txt", sources);
  }

  /**
   * @param file where the source is from, for messages
   * @throws TemplateException with a sentence that names the file
   */
  public SafeTemplate compile(String file, String source) {
    try {
      return new SafeTemplate(file, compiler.compile(safe(file, source)));
    } catch (MustacheException e) {
      throw new TemplateException("the template " + file + ": " + e.getMessage(), e);
    }
  }

  private Reader partial(String name) {
    if (!PARTIAL.matcher(name).matches()) {
      throw new TemplateException(
          "a template includes '" + name.replaceAll("[^\\w./-]+", " ") + "'");
    }
    String file = name + ending;
    return new StringReader(safe(file, sources.apply(file)));
  }

  private static String safe(String file, String source) {
    if (UNSAFE.matcher(source).find()) {
      throw new TemplateException(
          "the template " + file + " uses {{{…}}}, {{&…}} or {{=…}}: values are always escaped");
    }
    return source.replace("\r\n", "\n");
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
