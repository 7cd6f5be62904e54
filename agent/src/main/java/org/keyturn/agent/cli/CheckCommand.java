package org.keyturn.agent.cli;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.DirectoryInfo;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.journal.AuditTrail;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.notify.Gateways;
import org.keyturn.agent.notify.MailSettings;
import org.keyturn.agent.notify.SmsSettings;
import org.keyturn.agent.notify.Subscribers;
import org.keyturn.agent.recovery.RecoverySettings;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.report.Documents;
import org.keyturn.agent.report.LinkCheck;
import org.keyturn.agent.report.RunState;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.web.PortalCertificate;
import org.keyturn.agent.web.WebSettings;
import picocli.CommandLine.Command;

@Command(
    name = "check",
    sortOptions = false,
    description =
        "Is everything as it should be? Config, directory, rights, traps, mail, store: one line"
            + " each, with the mend.",
    footer = {"", "Example:", "  keyturn check"})
final class CheckCommand extends WithAgent {

  private static final Duration CERTIFICATE_ENDS_SOON = Duration.ofDays(21);

  @Override
  int call(Desk desk) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            "config",
            desk.config().file() + ", " + Words.count(desk.config().jobs().size(), "job", "jobs")));
    desk.config()
        .notes()
        .forEach(
            n ->
                findings.add(
                    Finding.warn(
                        "config", "has no effect: " + n, "remove it, or keep it for later")));
    store(desk, findings);
    mail(desk, findings);
    sms(desk, findings);
    programs(desk, findings);
    desk.config().web().ifPresent(web -> portal(web, desk.agent().clock().instant(), findings));
    boolean unreachable = false;
    for (String name : directories(desk)) {
      unreachable |= !directory(desk, name, findings);
    }
    print(desk, findings);
    if (unreachable) {
      return Exit.DIRECTORY;
    }
    return findings.stream().anyMatch(f -> f.level() == Finding.Level.FAIL)
        ? Exit.SOME_FAILED
        : Exit.DONE;
  }

  private static List<String> directories(Desk desk) {
    return desk.cli().directory == null
        ? List.copyOf(desk.config().directories().keySet())
        : List.of(desk.directoryName());
  }

  private static void store(Desk desk, List<Finding> findings) {
    try {
      Ledger ledger = desk.agent().ledger();
      AuditTrail.Verdict verdict = ledger.audit().verify(Optional.empty());
      if (verdict instanceof AuditTrail.Verdict.Tampered t) {
        findings.add(
            Finding.fail(
                "store",
                "the audit trail was tampered with at entry " + t.seq() + ": " + t.what(),
                "find out who; restore the store from a backup you trust"));
        return;
      }
      findings.add(Finding.ok("store", desk.config().store().path() + ", audit trail intact"));
      long unfinished =
          ledger.runs().unfinished().stream()
              .filter(run -> RunState.of(ledger, run) != RunState.WAITING)
              .count();
      if (unfinished > 0) {
        findings.add(
            Finding.warn(
                "store",
                "left open: " + Words.count(unfinished, "unfinished run", "unfinished runs"),
                "keyturn resume"));
      }
      findings.addAll(TokenCheck.of(ledger.accessTokens().list(), desk.now()));
    } catch (LedgerException e) {
      findings.add(
          Finding.fail("store", "cannot be used: " + e.getMessage(), "mend it before any run"));
    }
  }

  private static void mail(Desk desk, List<Finding> findings) {
    Optional<MailSettings> mail = desk.config().mail();
    if (mail.isEmpty()) {
      findings.add(
          Finding.warn("mail", "none: nobody is told anything", "set mail: in the config"));
      return;
    }
    String way = mail.get().way().describe();
    findings.add(
        Gateways.of(mail.get())
            .away()
            .map(
                why ->
                    Finding.fail(
                        "mail",
                        "takes no messages: " + why,
                        "mend it, or change mail: in the config"))
            .orElseGet(() -> Finding.ok("mail", way + " takes messages")));
  }

  private static void sms(Desk desk, List<Finding> findings) {
    Optional<MailSettings> mail = desk.config().mail();
    Optional<SmsSettings> sms = desk.config().sms();
    if (mail.isEmpty() || sms.isEmpty()) {
      if (asksAdminsByText(desk.config())) {
        findings.add(
            Finding.warn(
                "sms",
                "none: admins, who need a code by text message too, cannot help themselves",
                "set sms: in the config, or let another admin reset them (recovery.admins: off)"));
      }
      return;
    }
    findings.add(
        Gateways.away(sms.get(), mail.get())
            .map(
                why ->
                    Finding.fail(
                        "sms", "no text goes out: " + why, "mend it, or change sms: in the config"))
            .orElseGet(() -> Finding.ok("sms", sms.get().way().describe() + " answers")));
  }

  private static void portal(WebSettings web, Instant now, List<Finding> findings) {
    try {
      Optional<Instant> until = PortalCertificate.until(web.tls());
      if (until.filter(now::isAfter).isPresent()) {
        findings.add(
            Finding.fail(
                "portal",
                "its certificate ended on " + Words.time(until.get()),
                "renew it: the daemon reads it again by itself"));
      } else if (until.filter(now.plus(CERTIFICATE_ENDS_SOON)::isAfter).isPresent()) {
        findings.add(
            Finding.warn(
                "portal",
                "its certificate ends on " + Words.time(until.get()),
                "renew it: the daemon reads it again by itself"));
      } else {
        findings.add(
            Finding.ok(
                "portal",
                web.publicUrl().map(URI::toString).orElseGet(() -> web.listen().toString())
                    + until.map(at -> ", certificate until " + Words.time(at)).orElse("")));
      }
    } catch (RunFailure e) {
      findings.add(
          Finding.fail(
              "portal",
              "cannot be opened: " + e.getMessage(),
              "mend it, else the daemon does not start"));
    }
  }

  private static boolean asksAdminsByText(KeyturnConfig config) {
    return config.web().isPresent()
        && config.recovery().admins() == RecoverySettings.Admins.TWO_CHANNELS
        && !config.recovery().adminGroups().isEmpty();
  }

  private static void programs(Desk desk, List<Finding> findings) {
    new Subscribers(desk.config().webhooks(), desk.config().hooks())
        .away(desk.agent().clock())
        .forEach(
            (name, away) ->
                findings.add(
                    away.map(
                            why ->
                                Finding.fail(
                                    name, "is told nothing: " + why, "mend it, or remove it"))
                        .orElseGet(() -> Finding.ok(name, "can be told what happens"))));
  }

  /** False where it could not be reached. */
  private static boolean directory(Desk desk, String name, List<Finding> findings) {
    try {
      Directory directory = desk.agent().directory(name);
      DirectoryInfo info = directory.info();
      findings.add(
          Finding.ok(
              name,
              info.url()
                  + ", "
                  + info.dialect()
                  + (info.product().isBlank() ? "" : " (" + info.product() + ")")));
      List<Finding> said = new ArrayList<>(directory.examine());
      if (desk.config().deletes(name)) {
        said.addAll(directory.examineDeletion());
      }
      for (Finding f : said) {
        findings.add(new Finding(f.level(), name + ": " + f.subject(), f.found(), f.mend()));
      }
      desk.config()
          .linkOf(name)
          .ifPresent(link -> findings.add(LinkCheck.of(directory, link.attribute(name))));
      findings.addAll(
          AdminContacts.findings(
              directory,
              desk.config().recovery(),
              desk.config().sms().flatMap(SmsSettings::country)));
      desk.config()
          .console()
          .filter(console -> console.directory().equals(name))
          .ifPresent(
              console ->
                  findings.addAll(
                      Roles.findings(
                          directory, console, desk.config().sms().flatMap(SmsSettings::country))));
      findings.addAll(
          OwnAddresses.findings(
              directory,
              Objects.requireNonNull(desk.config().directories().get(name)).accounts(),
              desk.config().recovery()));
      return true;
    } catch (DirectoryException e) {
      findings.add(
          Finding.fail(
              name,
              "cannot be looked at: " + e.getMessage(),
              "see that the server answers and lets the agent in"));
      return false;
    }
  }

  private static void print(Desk desk, List<Finding> findings) {
    if (desk.json()) {
      Json.array(
          desk.screen().out(),
          g ->
              findings.forEach(
                  f -> {
                    g.writeStartObject();
                    g.writeStringProperty("level", f.level().name().toLowerCase(Locale.ROOT));
                    g.writeStringProperty("subject", f.subject());
                    g.writeStringProperty("found", f.found());
                    Documents.text(g, "mend", Optional.of(f.mend()).filter(m -> !m.isEmpty()));
                    g.writeEndObject();
                  }));
      return;
    }
    Screen screen = desk.screen();
    if (desk.csv()) {
      try (Csv csv = new Csv(screen.out(), "level", "subject", "found", "mend")) {
        findings.forEach(
            f ->
                csv.row(
                    f.level().name().toLowerCase(Locale.ROOT), f.subject(), f.found(), f.mend()));
      }
      return;
    }
    for (Finding f : findings) {
      screen.out().println(mark(screen, f) + " " + f.subject() + ": " + f.found());
      if (!f.mend().isEmpty()) {
        mend(screen, f.mend());
      }
    }
  }

  /** Its first line is for people; what follows is handed to a tool, which minds indentation. */
  private static void mend(Screen screen, String mend) {
    List<String> lines = mend.lines().toList();
    screen.out().println("         " + lines.get(0));
    if (lines.size() > 1) {
      screen.out().println();
      lines.stream().skip(1).forEach(screen.out()::println);
      screen.out().println();
    }
  }

  private static String mark(Screen screen, Finding f) {
    return switch (f.level()) {
      case OK -> screen.ok("✓ ok   ");
      case WARN -> screen.attention("! warn ");
      case FAIL -> screen.bad("✗ fail ");
    };
  }
}
