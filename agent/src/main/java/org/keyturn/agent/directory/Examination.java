package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.keyturn.agent.directory.dialect.Dialect;

/** What {@code check} looks at whatever the server is. */
final class Examination {

  private static final Duration SOON = Duration.ofDays(30);

  /** Enough to meet any server's default size limit, and quick to count. */
  private static final int COUNTED = 20_000;

  private final DirectorySettings settings;
  private final Link link;
  private final Scan scan;
  private final Placement placement;
  private final Clock clock;

  Examination(DirectorySettings settings, Link link, Scan scan, Placement placement, Clock clock) {
    this.settings = settings;
    this.link = link;
    this.scan = scan;
    this.placement = placement;
    this.clock = clock;
  }

  List<Finding> findings(DirectoryInfo info, Dialect dialect) {
    List<Finding> all = new ArrayList<>();
    all.add(tls());
    all.add(Finding.ok("sign-in", settings.bindDn() + " at " + info.url()));
    all.add(
        Finding.ok(
            "server",
            (info.product().isBlank() ? "" : info.product() + ", ")
                + "dialect "
                + info.dialect()
                + ", a lost race is "
                + info.guarded()));
    all.add(new ClockExamination(settings, link, clock, dialect.clockMend()).finding());
    all.add(accounts(dialect));
    settings.archive().ifPresent(dn -> all.add(archive(dn)));
    all.addAll(dialect(dialect));
    return all;
  }

  private Finding archive(String dn) {
    return isSeen(dn)
        ? Finding.ok("archive", dn + " exists")
        : Finding.fail(
            "archive",
            dn + " does not exist, or the agent may not see it: nobody can be removed",
            "create it, and let the agent read and write there");
  }

  private boolean isSeen(String dn) {
    try {
      return placement.exists(dn);
    } catch (DirectoryException e) {
      return false;
    }
  }

  private static List<Finding> dialect(Dialect dialect) {
    try {
      return dialect.examine();
    } catch (DirectoryException e) {
      return List.of(
          Finding.fail(
              "rights",
              "were not looked at: " + e.getMessage(),
              "see that the server answers, and check again"));
    }
  }

  private Finding tls() {
    try (LDAPConnection connection = link.server().anonymous()) {
      SSLSession session = connection.getSSLSession();
      return session == null
          ? Finding.ok("tls", "none, over loopback")
          : certificate(session.getProtocol(), session.getPeerCertificates()[0]);
    } catch (
        SSLPeerUnverifiedException e) { // a session without one is not taken in the first place
      throw new IllegalStateException(e);
    } catch (LDAPException e) {
      return Finding.fail(
          "tls",
          "cannot be looked at: " + Failures.said(e),
          "see why the server takes no more connections");
    }
  }

  private Finding certificate(String protocol, Certificate certificate) {
    if (!(certificate instanceof X509Certificate x509)) {
      return Finding.ok("tls", protocol);
    }
    Instant end = x509.getNotAfter().toInstant();
    return end.isBefore(clock.instant().plus(SOON))
        ? Finding.warn(
            "tls",
            protocol + ", certificate until " + end + ", which is soon",
            "renew the server's certificate")
        : Finding.ok("tls", protocol + ", certificate until " + end);
  }

  private Finding accounts(Dialect dialect) {
    try {
      int count = scan.countUpTo(Scope.all(), COUNTED);
      String found = (count < COUNTED ? "" : "at least ") + count + " visible";
      return count == 0
          ? Finding.warn(
              "accounts",
              "none is visible below " + settings.accounts().base(),
              "check accounts.base and accounts.filter, and let the agent read there")
          : Finding.ok("accounts", found);
    } catch (DirectoryException e) {
      return Finding.fail("accounts", "cannot be counted: " + e.getMessage(), dialect.limitsMend());
    }
  }
}
