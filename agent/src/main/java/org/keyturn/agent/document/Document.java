package org.keyturn.agent.document;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.keyturn.agent.account.Secret;
import tools.jackson.core.JsonGenerator;

/**
 * The keys of a JSON object in their order, each with what it is and where it comes from: what
 * writes a document is what describes it, so that the two cannot differ. Immutable.
 *
 * @param <T> what is told
 */
public final class Document<T> {

  private final String name;
  private final List<Field<T>> fields;

  private record Field<T>(Shape.Key key, BiConsumer<JsonGenerator, T> value, Predicate<T> there) {}

  private Document(String name, List<Field<T>> fields) {
    this.name = name;
    this.fields = List.copyOf(fields);
  }

  /**
   * @param name of its schema; PascalCase
   */
  public static <T> Document<T> of(String name) {
    return new Document<>(name, List.of());
  }

  /** The same keys under another name, to be followed by others. */
  public Document<T> as(String other) {
    return new Document<>(other, fields);
  }

  /** The same keys, taken from something else. */
  public <S> Document<S> from(Function<S, T> part) {
    List<Field<S>> taken = new ArrayList<>();
    fields.forEach(
        field ->
            taken.add(
                new Field<>(
                    field.key,
                    (g, value) -> field.value.accept(g, part.apply(value)),
                    value -> field.there.test(part.apply(value)))));
    return new Document<>(name, taken);
  }

  private Document<T> with(Shape.Key key, BiConsumer<JsonGenerator, T> value, Predicate<T> there) {
    List<Field<T>> more = new ArrayList<>(fields);
    more.add(new Field<>(key, value, there));
    return new Document<>(name, more);
  }

  private Document<T> always(
      String key, String says, Shape shape, BiConsumer<JsonGenerator, T> value) {
    return with(new Shape.Key(key, shape, true, says), value, any -> true);
  }

  public Document<T> text(String key, String says, Function<T, String> value) {
    return text(key, says, Shape.text(), value);
  }

  /** A text of which more can be said. */
  public Document<T> text(String key, String says, Shape shape, Function<T, String> value) {
    return always(key, says, shape, (g, t) -> g.writeString(value.apply(t)));
  }

  /** A secret, written from a loan that is wiped. */
  public Document<T> secret(String key, String says, Function<T, Secret> value) {
    return always(
        key,
        says,
        Shape.text(),
        (g, t) ->
            value
                .apply(t)
                .withChars(
                    chars -> {
                      g.writeString(chars, 0, chars.length);
                      return chars.length;
                    }));
  }

  /** Null where there is none. */
  public Document<T> maybe(String key, String says, Function<T, Optional<String>> value) {
    return always(
        key,
        says,
        new Shape.Nullable(Shape.text()),
        (g, t) -> value.apply(t).ifPresentOrElse(g::writeString, g::writeNull));
  }

  public Document<T> time(String key, String says, Function<T, Instant> value) {
    return always(key, says, Shape.time(), (g, t) -> g.writeString(written(value.apply(t))));
  }

  /** Null where there is none. */
  public Document<T> maybeTime(String key, String says, Function<T, Optional<Instant>> value) {
    return always(
        key,
        says,
        new Shape.Nullable(Shape.time()),
        (g, t) ->
            value.apply(t).map(Document::written).ifPresentOrElse(g::writeString, g::writeNull));
  }

  public Document<T> number(String key, String says, ToLongFunction<T> value) {
    return always(key, says, Shape.number(), (g, t) -> g.writeNumber(value.applyAsLong(t)));
  }

  /** Null where there is none. */
  public Document<T> maybeNumber(String key, String says, Function<T, Optional<Long>> value) {
    return always(
        key,
        says,
        new Shape.Nullable(Shape.number()),
        (g, t) -> value.apply(t).ifPresentOrElse(n -> g.writeNumber((long) n), g::writeNull));
  }

  /** A number that need not be whole. */
  public Document<T> decimal(String key, String says, ToDoubleFunction<T> value) {
    return always(key, says, new Shape.Decimal(), (g, t) -> g.writeNumber(value.applyAsDouble(t)));
  }

  public Document<T> flag(String key, String says, Predicate<T> value) {
    return always(key, says, new Shape.Flag(), (g, t) -> g.writeBoolean(value.test(t)));
  }

  public Document<T> words(
      String key, String says, List<String> known, Function<T, List<String>> value) {
    return always(
        key,
        says,
        Shape.list(known.isEmpty() ? Shape.text() : Shape.word(known)),
        (g, t) -> {
          g.writeStartArray();
          value.apply(t).forEach(g::writeString);
          g.writeEndArray();
        });
  }

  public Document<T> texts(String key, String says, Function<T, Map<String, String>> value) {
    return always(
        key,
        says,
        new Shape.MapOf(Shape.text()),
        (g, t) -> {
          g.writeStartObject();
          value.apply(t).forEach(g::writeStringProperty);
          g.writeEndObject();
        });
  }

  public Document<T> numbers(
      String key, String says, Function<T, ? extends Map<String, Long>> value) {
    return always(
        key,
        says,
        new Shape.MapOf(Shape.number()),
        (g, t) -> {
          g.writeStartObject();
          value.apply(t).forEach((name, n) -> g.writeNumberProperty(name, (long) n));
          g.writeEndObject();
        });
  }

  public <S> Document<T> object(
      String key, String says, Document<S> document, Function<T, S> value) {
    return always(key, says, document.shape(), (g, t) -> document.write(g, value.apply(t)));
  }

  public <S> Document<T> list(
      String key, String says, Document<S> element, Function<T, ? extends Iterable<S>> value) {
    return always(
        key,
        says,
        Shape.list(element.shape()),
        (g, t) -> {
          g.writeStartArray();
          value.apply(t).forEach(each -> element.write(g, each));
          g.writeEndArray();
        });
  }

  /**
   * A list of which only one element at a time is in memory.
   *
   * @param each gives them to its sink one by one
   */
  public <S> Document<T> stream(
      String key, String says, Document<S> element, BiConsumer<T, Consumer<S>> each) {
    return always(
        key,
        says,
        Shape.list(element.shape()),
        (g, t) -> {
          g.writeStartArray();
          each.accept(t, one -> element.write(g, one));
          g.writeEndArray();
        });
  }

  /** The key that was said last is there only where this holds. */
  public Document<T> where(Predicate<T> there) {
    List<Field<T>> all = new ArrayList<>(fields);
    Field<T> last = all.remove(all.size() - 1);
    Shape.Key key = new Shape.Key(last.key.name(), last.key.shape(), false, last.key.says());
    all.add(new Field<>(key, last.value, there));
    return new Document<>(name, all);
  }

  public Shape.ObjectOf shape() {
    return new Shape.ObjectOf(name, fields.stream().map(Field::key).toList());
  }

  /** With the braces. */
  public void write(JsonGenerator g, T value) {
    g.writeStartObject();
    keys(g, value);
    g.writeEndObject();
  }

  /** Without the braces, so that a caller may add its own. */
  public void keys(JsonGenerator g, T value) {
    for (Field<T> field : fields) {
      if (field.there.test(value)) {
        g.writeName(field.key.name());
        field.value.accept(g, value);
      }
    }
  }

  private static String written(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
