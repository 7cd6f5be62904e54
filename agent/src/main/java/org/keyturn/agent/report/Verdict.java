package org.keyturn.agent.report;

import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.policy.AccountState;

/**
 * What somebody who reads one line should know.
 *
 * @param fine whether nobody has to do anything
 * @param sentences the first is about everyone's passwords; the others, if any, want to be looked
 *     at; each without its full stop
 */
public record Verdict(boolean fine, List<String> sentences) {

  public Verdict {
    sentences = List.copyOf(sentences);
  }

  public static Verdict of(Report report) {
    Figures figures = report.figures();
    List<String> sentences = new ArrayList<>();
    sentences.add(passwords(figures));
    Figures.Admins admins = figures.admins();
    if (admins.unreachable() > 0) {
      sentences.add(admins.sentence());
    }
    long paused =
        report.courses().stream()
            .filter(course -> course.campaign().flatMap(Campaign::paused).isPresent())
            .count();
    if (paused > 0) {
      sentences.add(
          Phrases.count(paused, "campaign is paused", "campaigns are paused")
              + " until somebody says resume");
    }
    boolean fine = sentences.size() == 1 && figures.of(AccountState.EXPIRED).enabled() == 0;
    return new Verdict(fine, sentences);
  }

  private static String passwords(Figures figures) {
    if (figures.all().accounts() == 0) {
      return "Nobody is in this report: there is no such account";
    }
    long expired = figures.of(AccountState.EXPIRED).enabled();
    long soon = figures.of(AccountState.EXPIRING).enabled();
    String within = " within " + Phrases.amount(figures.soon());
    String all = Phrases.count(figures.all().enabled(), "enabled account", "enabled accounts");
    if (expired > 0) {
      return Phrases.number(expired)
          + " of "
          + all
          + (expired == 1 ? " has an expired password; " : " have an expired password; ")
          + (soon == 0 ? "no other ends" : Phrases.count(soon, "more ends", "more end"))
          + within;
    }
    return soon == 0
        ? "No password of " + all + " has expired, and none ends" + within
        : "No password has expired; "
            + Phrases.number(soon)
            + " of "
            + all
            + (soon == 1 ? " has one that ends" : " have one that ends")
            + within;
  }
}
