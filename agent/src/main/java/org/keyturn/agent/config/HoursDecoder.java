package org.keyturn.agent.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.schedule.HoursText;

/** {@code hours}, {@code time-zone} and {@code holidays}: of everything, and of one job's waves. */
final class HoursDecoder {

  private static final String HOURS = "write days and hours like \"MON-FRI 08:00-17:00\"";
  private static final String DAY = "write dates like 2026-12-25, or a file with one a line";
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}");
  private static final int LIMIT = 256 * 1024;

  private HoursDecoder() {}

  /**
   * @param wider what holds where this section says nothing
   */
  static BusinessHours decode(Section section, BusinessHours wider) {
    Optional<String> hours = section.find("hours").flatMap(HoursDecoder::hours);
    Optional<ZoneId> zone = section.find("time-zone").flatMap(ScheduleDecoder::zone);
    SortedSet<LocalDate> holidays =
        section.find("holidays").map(HoursDecoder::holidays).orElse(wider.holidays());
    return new BusinessHours(hours.or(wider::hours), zone.orElse(wider.zone()), holidays);
  }

  private static Optional<String> hours(Value value) {
    Optional<String> text = value.text(HOURS);
    Optional<String> problem = text.flatMap(HoursText::problem);
    if (problem.isPresent()) {
      value.fail(Shown.quoted(text.orElse("")) + " " + problem.get(), HOURS);
      return Optional.empty();
    }
    return text;
  }

  private static SortedSet<LocalDate> holidays(Value value) {
    SortedSet<LocalDate> days = new TreeSet<>();
    for (Value item : value.items(DAY)) {
      Optional<String> text = item.text(DAY);
      if (text.filter(t -> DATE.matcher(t).matches()).isPresent()) {
        date(text.get())
            .ifPresentOrElse(
                days::add, () -> item.fail(Shown.quoted(text.get()) + " is no date", DAY));
      } else if (text.isPresent()) {
        Scalars.path(item).ifPresent(path -> days.addAll(read(item, path)));
      }
    }
    return days;
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** One date a line; what follows a # is for people. */
  private static SortedSet<LocalDate> read(Value value, Path file) {
    SortedSet<LocalDate> days = new TreeSet<>();
    List<String> lines;
    try {
      lines = new String(GuardedFile.look(file, true).read(LIMIT), UTF_8).lines().toList();
    } catch (Refused e) {
      value.fail(e.wrong(), e.right());
      return days;
    }
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).replaceFirst("#.*", "").strip();
      String where = file + ":" + (i + 1);
      if (!text.isEmpty()) {
        date(text)
            .ifPresentOrElse(
                days::add,
                () ->
                    value.fail(
                        where + " is no date: " + Shown.quoted(text),
                        "write one a line like 2026-12-25, and what it is after a #"));
      }
    }
    return days;
  }
}
