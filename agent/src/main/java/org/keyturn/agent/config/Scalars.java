package org.keyturn.agent.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyturn.agent.directory.FilterText;
import org.keyturn.agent.directory.NormalDn;

/**
 * The kinds of single values. Each reports what is wrong and then returns empty, or a stand-in that
 * satisfies the record it is for.
 */
final class Scalars {

  private static final String A_DN = "write a DN like \"cn=keyturn,ou=services,dc=example,dc=com\"";
  private static final String A_FILTER = "write a filter like \"(employeeType=staff)\"";
  private static final Pattern ATTRIBUTE =
      Pattern.compile("[A-Za-z][A-Za-z0-9-]*|[0-2](\\.[0-9]+)+");
  private static final Set<String> SECRET_ATTRIBUTES =
      Set.of("userpassword", "unicodepwd", "authpassword", "sambantpassword", "krbprincipalkey");
  private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?");

  private Scalars() {}

  static Optional<String> dn(Value value) {
    Optional<String> text = value.text(A_DN);
    if (text.isPresent() && !NormalDn.isDn(text.get())) {
      value.fail(Shown.quoted(text.get()) + " is no DN", A_DN);
      return Optional.empty();
    }
    return text;
  }

  static List<String> dns(Optional<Value> value) {
    return value.map(v -> v.items(A_DN)).orElse(List.of()).stream()
        .map(Scalars::dn)
        .flatMap(Optional::stream)
        .toList();
  }

  static Optional<String> filter(Value value) {
    Optional<String> text = value.text(A_FILTER);
    Optional<String> problem = text.flatMap(FilterText::problem);
    if (problem.isPresent()) {
      value.fail(
          Shown.quoted(text.orElse("")) + " is no LDAP filter (" + problem.get() + ")", A_FILTER);
      return Optional.empty();
    }
    return text;
  }

  static List<String> filters(Optional<Value> value) {
    return value.map(v -> v.items(A_FILTER)).orElse(List.of()).stream()
        .map(Scalars::filter)
        .flatMap(Optional::stream)
        .toList();
  }

  static Optional<String> attribute(Value value) {
    String right = "write the name of an attribute like uid or mail";
    Optional<String> text = value.text(right);
    if (text.isEmpty()) {
      return text;
    } else if (!ATTRIBUTE.matcher(text.get()).matches()) {
      value.fail(Shown.quoted(text.get()) + " is no attribute", right);
      return Optional.empty();
    } else if (SECRET_ATTRIBUTES.contains(text.get().toLowerCase(Locale.ROOT))) {
      value.fail(text.get() + " holds passwords, which are never read", right);
      return Optional.empty();
    }
    return text;
  }

  static Optional<Duration> duration(Value value) {
    Optional<String> text = value.text(DurationText.EXAMPLES);
    text.flatMap(DurationText::problem)
        .ifPresent(
            problem -> value.fail(Shown.quoted(text.get()) + " " + problem, DurationText.EXAMPLES));
    return text.flatMap(DurationText::parse);
  }

  /** Longer than nothing. */
  static Optional<Duration> span(Value value) {
    Optional<Duration> duration = duration(value);
    if (duration.filter(Duration::isZero).isPresent()) {
      value.fail("is no time at all", DurationText.EXAMPLES);
      return Optional.empty();
    }
    return duration;
  }

  /** {@code never} is zero. */
  static Optional<Duration> spanOrNever(Value value) {
    Optional<String> text = value.text(DurationText.EXAMPLES + ", or never");
    if (text.filter("never"::equals).isPresent()) {
      return Optional.of(Duration.ZERO);
    }
    return text.isPresent() ? span(value) : Optional.empty();
  }

  static Optional<Integer> whole(Value value, int least, int most) {
    String right =
        most == Integer.MAX_VALUE
            ? "write a whole number of " + least + " or more"
            : "write a whole number from " + least + " to " + most;
    Optional<String> text = value.text(right);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most && !text.get().startsWith("+")) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of its range.
    }
    value.fail(Shown.quoted(text.get()) + " does not fit", right);
    return Optional.empty();
  }

  static Optional<Double> percent(Value value) {
    String right = "write a number from 0 to 100, without %";
    Optional<String> text = value.text(right);
    if (text.isEmpty()) {
      return Optional.empty();
    } else if (PERCENT.matcher(text.get()).matches()
        && new BigDecimal(text.get()).compareTo(BigDecimal.valueOf(100)) <= 0) {
      return Optional.of(Double.valueOf(text.get()));
    }
    value.fail(Shown.quoted(text.get()) + " is no percentage", right);
    return Optional.empty();
  }

  static Optional<Boolean> flag(Value value) {
    String right = "write true or false";
    Optional<String> text = value.text(right);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      default -> {
        value.fail(Shown.quoted(text.get()) + " is neither true nor false", right);
        yield Optional.empty();
      }
    };
  }

  static Optional<String> choice(Value value, Collection<String> words) {
    String right = "write one of " + String.join(", ", words);
    Optional<String> text = value.text(right);
    if (text.isEmpty() || words.contains(text.get())) {
      return text;
    }
    value.fail(
        Shown.quoted(text.get()) + " is not known here",
        Nearest.to(text.get(), words).map(near -> "did you mean " + near + "?").orElse(right));
    return Optional.empty();
  }

  /** Relative ones are meant from the config file's folder. */
  static Optional<Path> path(Value value) {
    String right = "write a path like /etc/keyturn/ca.pem, or one relative to this file";
    Optional<String> text = value.text(right);
    if (text.filter(t -> t.startsWith("~")).isPresent()) {
      value.fail("~ is for shells and means nothing here", right);
      return Optional.empty();
    }
    try {
      return text.map(value.reading()::resolve);
    } catch (InvalidPathException e) {
      value.fail("is no path", right);
      return Optional.empty();
    }
  }
}
