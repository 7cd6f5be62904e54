package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.StaticUtils;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far the agent's clock is from the directory's. LDAP has no way to ask for the time; Active
 * Directory tells it in the root DSE, 389-DS and OpenDJ in {@code cn=monitor}, and where a server
 * notes sign-ins, a fresh one of the agent's own shows it.
 */
final class ClockExamination {

  /** Beyond this, ages and expiry are judged wrongly enough to matter. */
  private static final Duration TOLERATED = Duration.ofMinutes(5);

  private final DirectorySettings settings;
  private final Link link;
  private final Clock clock;
  private final String mend;

  ClockExamination(DirectorySettings settings, Link link, Clock clock, String mend) {
    this.settings = settings;
    this.link = link;
    this.clock = clock;
    this.mend = mend;
  }

  Finding finding() {
    try {
      Instant before = clock.instant();
      Optional<Instant> noted = told("");
      if (noted.isEmpty()) {
        noted = told("cn=monitor");
      }
      if (noted.isEmpty()) {
        noted = signInAndRead();
      }
      if (noted.isEmpty()) {
        return Finding.warn(
            "clock",
            "cannot be compared: the server shows the agent neither its time nor when it signed in",
            mend);
      }
      Duration off = Duration.between(before, noted.get());
      String found = Math.abs(off.toSeconds()) + " s from the directory's";
      return off.abs().compareTo(TOLERATED) > 0
          ? Finding.fail(
              "clock",
              found + ", and expiry is judged by it",
              "set the clock of this machine or of the directory")
          : Finding.ok("clock", found);
    } catch (LDAPException e) {
      return Finding.warn(
          "clock", "was not compared: " + Failures.said(e), "see that the server answers");
    }
  }

  private Optional<Instant> told(String dn) throws LDAPException {
    Filter any = Filter.createPresenceFilter("objectClass");
    try {
      return link
          .search(new SearchRequest(dn, SearchScope.BASE, any, "currentTime"))
          .getSearchEntries()
          .stream()
          .findFirst()
          .map(entry -> entry.getAttributeValue("currentTime"))
          .flatMap(ClockExamination::parse);
    } catch (LDAPException e) {
      if (Failures.isAnswer(e)) { // no such entry, or not for the agent
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Instant> signInAndRead() throws LDAPException {
    Instant earliest = clock.instant();
    try (LDAPConnection connection = link.server().getConnection()) {
      SearchRequest request =
          new SearchRequest(
              settings.bindDn(),
              SearchScope.BASE,
              Filter.createPresenceFilter("objectClass"),
              "pwdLastSuccess",
              "authTimestamp");
      List<? extends Entry> found = connection.search(request).getSearchEntries();
      return found.isEmpty() ? Optional.empty() : noted(found.get(0), earliest);
    }
  }

  /** An old note says nothing: the server may have stopped taking notes. */
  private static Optional<Instant> noted(Entry entry, Instant earliest) {
    for (String attribute : List.of("pwdLastSuccess", "authTimestamp")) {
      String value = entry.getAttributeValue(attribute);
      if (value != null) {
        return parse(value).filter(at -> at.isAfter(earliest.minus(Duration.ofDays(1))));
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> parse(String generalizedTime) {
    try {
      return Optional.of(StaticUtils.decodeGeneralizedTime(generalizedTime).toInstant());
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
