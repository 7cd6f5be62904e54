package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.console.AuditSearch;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.AuditQuestion;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.journal.Lookups.AuditPage;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.report.AuditTable;
import org.keyturn.agent.report.Phrases;

/** {@code /admin/audit}: who did what to whom, found, carried away, and verified. */
final class AuditPages extends Pages {

  static final String PATH = "/admin/audit";

  private static final String EXPORT = PATH + "/export";
  private static final String[] FIELDS = {"who", "what", "whom", "run", "from", "until"};
  private static final int SIZE = 100;
  private static final int UNUSABLE = 503;

  private final AuditSearch trail;
  private final Clock clock;

  AuditPages(AuditSearch trail, Clock clock) {
    this.trail = trail;
    this.clock = clock;
  }

  @Override
  List<Route> routes() {
    return List.of(
        Route.get(PATH, Sight.class, this::show)
            .withQuery("who", "what", "whom", "run", "from", "until", "before"),
        Route.get(EXPORT, Sight.class, this::export).withQuery(FIELDS),
        Route.post(PATH + "/verify", Sight.class, this::verify));
  }

  private Answer show(Exchange exchange, Sight sight) {
    Words words = exchange.words();
    Address address = new Address(PATH, exchange, FIELDS);
    Entered entered = new Entered();
    AuditQuestion question = question(address, words, entered);
    Moments moments = new Moments(words, clock.instant(), ZoneId.systemDefault());
    Map<String, Object> values = new HashMap<>(address.values());
    values.putAll(verification(words, moments, sight));
    values.put("filtered", !question.equals(AuditQuestion.ALL));
    values.put("newest", exchange.query("before").isPresent());
    values.put("first", address.path());
    values.put("export", address.elsewhere(EXPORT));
    int status = entered.isFine() ? 200 : 422;
    try {
      AuditPage page =
          entered.isFine()
              ? trail.page(sight, question, before(exchange), SIZE)
              : new AuditPage(List.of(), Optional.empty(), Optional.empty());
      values.putAll(page(words, moments, address, page));
    } catch (LedgerException e) {
      // An entry that somebody wrote into the database is no reason to show a defect.
      entered.wrong("who", Printable.line(String.valueOf(e.getMessage())));
      values.putAll(
          page(
              words,
              moments,
              address,
              new AuditPage(List.of(), Optional.empty(), Optional.empty())));
      status = UNUSABLE;
    }
    return entered.view(status, "admin-audit", values);
  }

  private static long before(Exchange exchange) {
    return exchange
        .query("before")
        .filter(digits -> digits.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .orElse(Long.MAX_VALUE);
  }

  /** Days are the reader's; the last one belongs to it whole. */
  private static AuditQuestion question(Address address, Words words, Entered entered) {
    return new AuditQuestion(
        address.of("who"),
        address.of("what"),
        address.of("whom"),
        address.of("run"),
        day(address, "from", 0, words, entered),
        day(address, "until", 1, words, entered));
  }

  private static Optional<Instant> day(
      Address address, String field, int later, Words words, Entered entered) {
    if (address.of(field).isEmpty()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(address.of(field));
      if (day.getYear() < 1970 || day.getYear() > 9999) {
        throw new DateTimeParseException("out of range", address.of(field), 0);
      }
      return Optional.of(day.plusDays(later).atStartOfDay(ZoneId.systemDefault()).toInstant());
    } catch (DateTimeParseException e) {
      entered.wrong(field, words.say("wrong-day"));
      return Optional.empty();
    }
  }

  private static Map<String, Object> page(
      Words words, Moments moments, Address address, AuditPage page) {
    Map<String, Object> values = new HashMap<>();
    values.put("entries", page.entries().stream().map(entry -> row(moments, entry)).toList());
    values.put("any", !page.entries().isEmpty());
    values.put(
        "reached",
        page.reached()
            .map(at -> List.of(words.say("audit-reached", moments.full(at))))
            .orElse(List.of()));
    values.put(
        "older",
        page.next()
            .map(next -> List.of(address.with("before", Long.toString(next))))
            .orElse(List.of()));
    return values;
  }

  private static Map<String, Object> row(Moments moments, AuditTrail.Entry entry) {
    return Map.of(
        "seq", Long.toString(entry.seq()),
        "at", moments.of(entry.at()),
        "who", Printable.line(entry.actor()),
        "what", Printable.line(entry.event()),
        "directory", Printable.line(entry.directory()),
        "whom", Printable.line(entry.subject()),
        "run", entry.run().map(List::of).orElse(List.of()),
        "details", Printable.line(AuditTable.details(entry)));
  }

  private Map<String, Object> verification(Words words, Moments moments, Sight sight) {
    AuditSearch.Verification state = trail.verification(sight);
    Map<String, Object> values = new HashMap<>();
    values.put("walking", state.walking().map(moments::of).map(List::of).orElse(List.of()));
    values.put("failure", state.failure().map(Printable::line).map(List::of).orElse(List.of()));
    values.put(
        "verdict",
        state.last().map(last -> List.of(verdict(words, moments, last))).orElse(List.of()));
    return values;
  }

  private static Map<String, Object> verdict(
      Words words, Moments moments, AuditSearch.Judged judged) {
    if (judged.verdict() instanceof AuditTrail.Verdict.Tampered tampered) {
      String what = Printable.line(tampered.what());
      return Map.of(
          "tone", "danger",
          "text", words.say("audit-tampered", Phrases.number(tampered.seq()), what),
          "mend", words.say("audit-tampered-mend"),
          "at", moments.of(judged.at()));
    }
    AuditTrail.Verdict.Intact intact = (AuditTrail.Verdict.Intact) judged.verdict();
    String head = intact.head().map(h -> h.seq() + ":" + h.hash()).orElse("-");
    return Map.of(
        "tone", "ok",
        "text", words.say("audit-intact", Phrases.number(intact.entries())),
        "mend", words.say("audit-head", head),
        "at", moments.of(judged.at()));
  }

  private Answer export(Exchange exchange, Sight sight) {
    Entered entered = new Entered();
    AuditQuestion question =
        question(new Address(EXPORT, exchange, FIELDS), exchange.words(), entered);
    if (!entered.isFine()) {
      throw new Refusal(Refusal.BAD_REQUEST);
    }
    return new Answer.Download("text/csv; charset=utf-8", "audit.csv", trail.csv(sight, question));
  }

  private Answer verify(Exchange exchange, Sight sight) {
    trail.verify(sight);
    return Answer.seeOther(PATH);
  }
}
