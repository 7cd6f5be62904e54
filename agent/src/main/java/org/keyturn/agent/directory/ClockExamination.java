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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * How far the agent's clock is from the directory's. LDAP has no way to ask for the time; Active
 * Directory tells it in the root DSE, 389-DS and OpenDJ in {@code cn=monitor}, and where a server
 * notes sign-ins, a fresh one of the agent's own shows it.
 */
final class ClockExamination {

  private static final Duration NOTED_WITHIN = Duration.ofMillis(2500);

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
      Optional<Duration> offset = offset();
      if (offset.isEmpty()) {
        return Finding.warn(
            "clock",
            "cannot be compared: the server shows the agent neither its time nor when it signed in",
            mend);
      }
      Duration off = offset.get();
      String found = Math.abs(off.toSeconds()) + " s from the directory's";
      return off.abs().compareTo(Directory.CLOCKS_APART) > 0
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

  /** How far the directory's clock is ahead of the agent's; empty where it does not show. */
  Optional<Duration> offset() throws LDAPException {
    Instant before = clock.instant();
    Optional<Instant> noted = told("");
    if (noted.isEmpty()) {
      noted = told("cn=monitor");
    }
    if (noted.isEmpty()) {
      noted = signInAndRead();
    }
    return noted.map(there -> Duration.between(before, there));
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

  /**
   * What a sign-in of the agent's own left behind. One that is far from now may be an old one, left
   * before the server stopped noting them: then it must move with another sign-in.
   */
  private Optional<Instant> signInAndRead() throws LDAPException {
    Optional<Instant> first = signedIn();
    if (first.isEmpty() || isNear(first.get())) {
      return first;
    }
    long end = System.nanoTime() + NOTED_WITHIN.toNanos(); // it may be noted to the second
    while (System.nanoTime() < end) {
      Optional<Instant> next = signedIn();
      if (!next.equals(first)) {
        return next;
      }
      LockSupport.parkNanos(NOTED_WITHIN.toNanos() / 10);
    }
    return Optional.empty();
  }

  private boolean isNear(Instant noted) {
    return Duration.between(clock.instant(), noted).abs().compareTo(Directory.CLOCKS_APART) <= 0;
  }

  private Optional<Instant> signedIn() throws LDAPException {
    try (LDAPConnection connection = link.server().getConnection()) {
      SearchRequest request =
          new SearchRequest(
              settings.bindDn(),
              SearchScope.BASE,
              Filter.createPresenceFilter("objectClass"),
              "pwdLastSuccess",
              "authTimestamp");
      return connection.search(request).getSearchEntries().stream()
          .findFirst()
          .flatMap(ClockExamination::noted);
    } catch (LDAPException e) {
      if (Failures.isAnswer(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Optional<Instant> noted(Entry entry) {
    return Stream.of("pwdLastSuccess", "authTimestamp")
        .map(entry::getAttributeValue)
        .filter(Objects::nonNull)
        .findFirst()
        .flatMap(ClockExamination::parse);
  }

  private static Optional<Instant> parse(String generalizedTime) {
    try {
      return Optional.of(StaticUtils.decodeGeneralizedTime(generalizedTime).toInstant());
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
