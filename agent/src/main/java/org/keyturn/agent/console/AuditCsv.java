package org.keyturn.agent.console;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.keyturn.agent.journal.AuditQuestion;
import org.keyturn.agent.journal.Lookups;
import org.keyturn.agent.report.AuditTable;
import org.keyturn.agent.report.Csv;

/** The entries that are found, page by page, so that however many of them take little memory. */
final class AuditCsv implements Enumeration<InputStream> {

  private static final int PAGE = 1_000;

  private final Lookups lookups;
  private final AuditQuestion question;
  private Optional<Long> before = Optional.of(Long.MAX_VALUE);
  private boolean begun;

  AuditCsv(Lookups lookups, AuditQuestion question) {
    this.lookups = lookups;
    this.question = question;
  }

  @Override
  public boolean hasMoreElements() {
    return before.isPresent();
  }

  @Override
  public InputStream nextElement() {
    Lookups.AuditPage page =
        lookups.audit(question, before.orElseThrow(NoSuchElementException::new), PAGE);
    before = page.next();
    StringBuilder text = new StringBuilder();
    try (Csv csv = AuditTable.begin(text, !begun)) {
      begun = true;
      page.entries().forEach(entry -> AuditTable.row(csv, entry));
    }
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
