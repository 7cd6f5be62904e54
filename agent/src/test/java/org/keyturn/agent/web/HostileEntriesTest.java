package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Lookup;

/**
 * Whoever writes into their own entry writes onto the pages of operators: markup, quotes, what the
 * templates expand, what turns a line around and what ends one, in every attribute that is read.
 */
final class HostileEntriesTest {

  @TempDir static Path folder;

  static Bureau office = unset();
  private static final Map<Where, Raw.Got> SEEN = new EnumMap<>(Where.class);

  @SuppressWarnings("NullAway") // until it is up
  private static Bureau unset() {
    return null;
  }

  /** An attribute that somebody may write, and the pages that show it. */
  enum Attr {
    LOGIN("uid", EnumSet.complementOf(EnumSet.of(Where.RUN_EVENTS))),
    NAME("displayName", EnumSet.of(Where.USERS, Where.PERSON, Where.GREETING)),
    CN("cn", EnumSet.noneOf(Where.class)),
    DN("ou", EnumSet.of(Where.PERSON, Where.PLAN, Where.FORMER, Where.FORMER_PERSON, Where.GONE)),
    MAIL("mail", EnumSet.of(Where.PERSON, Where.FORMER_PERSON)),
    DESCRIPTION("description", EnumSet.noneOf(Where.class)),
    LANGUAGE("preferredLanguage", EnumSet.noneOf(Where.class)),
    PHONE("telephoneNumber", EnumSet.noneOf(Where.class)),
    GROUP("cn of a group", EnumSet.of(Where.USERS)),
    MANAGER("manager", EnumSet.noneOf(Where.class));

    private final String ldap;
    private final Set<Where> shownOn;

    Attr(String ldap, Set<Where> shownOn) {
      this.ldap = ldap;
      this.shownOn = shownOn;
    }

    String marker() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Mail addresses are of ASCII. */
    String value() {
      String evil =
          "=<script>" + marker() + "(1)</script>\" onx=1 ' ony=1 {{t.sign-out}}\r\nevent: end\n";
      return this == MAIL ? evil + "@example.com" : this == PHONE ? "+31" : evil + "\u202eevil";
    }
  }

  /** A page on which people's entries are told. */
  enum Where {
    USERS,
    PERSON,
    PLAN,
    RUN,
    RUN_EVENTS,
    OUTBOX,
    AUDIT,
    GREETING,
    FORMER,
    FORMER_PERSON,
    GONE
  }

  @BeforeAll
  static void start() throws IOException, LDAPException {
    office = new Bureau(folder);
    add(hostile());
    look();
  }

  @AfterAll
  static void stop() {
    office.close();
  }

  private static Entry hostile() {
    String dn =
        new RDN("ou", Attr.DN.value()) + ",ou=people," + office.server.suffix(); // a DN is escaped
    return new Entry(
        dn,
        new Attribute("objectClass", "inetOrgPerson"),
        new Attribute("ou", Attr.DN.value()),
        new Attribute("uid", Attr.LOGIN.value()),
        new Attribute("cn", Attr.CN.value()),
        new Attribute("sn", Attr.CN.value()),
        new Attribute("displayName", Attr.NAME.value()),
        new Attribute("mail", Attr.MAIL.value()),
        new Attribute("description", Attr.DESCRIPTION.value()),
        new Attribute("preferredLanguage", Attr.LANGUAGE.value()),
        new Attribute("telephoneNumber", Attr.PHONE.value()),
        new Attribute("manager", new RDN("cn", Attr.MANAGER.value()) + "," + "ou=people"),
        new Attribute("userPassword", Bureau.PASSWORD));
  }

  private static void add(Entry entry) throws LDAPException {
    try (LDAPConnection admin = office.admin()) {
      admin.add(entry);
      admin.add(
          new Entry(
              groupDn(),
              new Attribute("objectClass", "groupOfNames"),
              new Attribute("cn", Attr.GROUP.value()),
              new Attribute("member", entry.getDN(), office.dn("vera")))); // nobody is its last
      admin.modify(
          office.groupDn("helpdesk"),
          new Modification(ModificationType.ADD, "member", entry.getDN()));
    }
  }

  private static String groupDn() {
    return new RDN("cn", Attr.GROUP.value()) + ",ou=roles," + office.server.suffix();
  }

  private static String id() {
    return ((Lookup.Found)
            office
                .agent()
                .directory("corp")
                .lookup(List.of(new AccountKey(AccountKey.Kind.LOGIN, Attr.LOGIN.value())))
                .get(0))
        .account()
        .id()
        .value();
  }

  /** Everything befalls this person that a page tells of; what the pages said is kept. */
  private static void look() {
    Raw anna = office.signedIn("anna");
    String id = id();
    String person = "/admin/user?directory=corp&id=" + id;
    SEEN.put(Where.GREETING, greeted(office.person("ordinary")));

    String plan = Bureau.plan(anna, "reset", id);
    String mailed =
        Bureau.named(
            anna.post("/admin/plan/options", field("plan", plan), field("deliver", "mail")));
    SEEN.put(Where.PLAN, anna.get("/admin/plan?plan=" + mailed));
    office.confirm(anna, mailed);
    SEEN.put(Where.RUN, office.await(anna, mailed, "tag ok\">Done"));
    SEEN.put(Where.RUN_EVENTS, anna.get("/admin/run/events?run=" + mailed));
    SEEN.put(Where.OUTBOX, anna.get("/admin/outbox"));
    SEEN.put(Where.AUDIT, anna.get("/admin/audit"));
    SEEN.put(Where.PERSON, anna.get(person));
    SEEN.put(Where.USERS, users(anna));

    done(anna, "remove", id);
    SEEN.put(Where.FORMER, anna.get("/admin/users?state=removed"));
    SEEN.put(Where.FORMER_PERSON, anna.get(person));
    office.clock.on(Duration.ofMinutes(2));
    done(anna, "purge", id);
    SEEN.put(Where.GONE, anna.get(person));
    office.clock.back();
  }

  private static void done(Raw raw, String act, String id) {
    String plan = Bureau.plan(raw, act, id);
    office.confirm(raw, plan);
    office.await(raw, plan, "tag ok\">Done");
  }

  /** By name and login, as one who helps others; what they did stands in run and trail. */
  private static Raw.Got greeted(String other) {
    Raw raw = office.browser();
    Raw.Got got = Office.signIn(raw, Attr.LOGIN.value(), Bureau.PASSWORD);
    assertThat(got.location()).as(got.body()).isEqualTo("/admin");
    raw.get("/admin/approvals");
    done(raw, "force-change", other);
    return raw.get("/admin");
  }

  private static Raw.Got users(Raw raw) {
    String path = "/admin/users?group=" + UserWords.encoded(groupDn());
    for (int i = 0; i < 100; i++) {
      Raw.Got got = raw.get(path);
      if (!got.body().contains("data-again")) {
        return got;
      }
    }
    throw new AssertionError("the directory is never read");
  }

  static Stream<Arguments> everyAttributeOnEveryPage() {
    return Stream.of(Attr.values())
        .flatMap(attr -> Stream.of(Where.values()).map(where -> Arguments.of(attr, where)));
  }

  @ParameterizedTest
  @MethodSource("everyAttributeOnEveryPage")
  void isTextOnOneLineAndNothingElse(Attr attr, Where where) {
    Raw.Got got = Objects.requireNonNull(SEEN.get(where));
    String page = got.body();
    assertThat(got.status()).as(page).isEqualTo(200);
    assertThat(page)
        .doesNotContain("<script>" + attr.marker())
        .doesNotContain("\" onx", "' ony", "\u202e", "\r\nevent");
    if (attr.shownOn.contains(where)) {
      assertThat(page).as(attr.ldap + " on " + where).contains("&gt;" + attr.marker() + "(1)");
    }
  }

  @Test
  void noLineOfAnEventStreamIsTheirs() {
    Raw.Got events = Objects.requireNonNull(SEEN.get(Where.RUN_EVENTS));
    assertThat(events.body().lines().filter(line -> !line.isEmpty()))
        .allMatch(line -> line.matches("(retry: 1000|event: end|data: .*)"));
    assertThat(events.body().split("event: end\n", -1)).as("one event").hasSize(2);
  }
}
