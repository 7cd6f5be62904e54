package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.embedded.EmbeddedLdapServer;

/**
 * A company whose people have accounts in two directories. In {@code cloud} there are fewer of
 * them, and their login is their number.
 */
abstract class LinkedCase {

  static final int IN_CLOUD = 24;

  @TempDir static Path folder;
  static Company company = CommandsCase.unset();
  static EmbeddedLdapServer cloud = unset();

  @SuppressWarnings("NullAway") // Set before every test.
  private static EmbeddedLdapServer unset() {
    return null;
  }

  @BeforeAll
  static void start() throws IOException {
    company = new Company(folder);
    cloud = EmbeddedLdapServer.builder().users(IN_CLOUD).start();
    company.secret("cloud.pw", cloud.serviceAccountPassword());
    config("keyturn.yaml", cloud.ldapsUrl());
    config("away.yaml", "ldaps://127.0.0.1:1");
  }

  private static void config(String name, String url) throws IOException {
    String plain = Files.readString(company.path("keyturn.yaml"));
    if (!plain.contains("links:")) {
      String archive = "    archive: \"ou=former," + cloud.suffix() + "\"\n";
      String corp = plain.substring(plain.indexOf("  corp:"), plain.indexOf("password-policies:"));
      String other =
          corp.replace("  corp:", "  cloud:")
              .replace("bind.pw", "cloud.pw")
              .replace("login: uid", "login: employeeNumber")
              .replace("uid=breakglass", "uid=nobody")
              .replace(company.server().ldapsUrl(), cloud.ldapsUrl())
              .replace(company.server().caPem().toString(), cloud.caPem().toString());
      plain =
          plain.replace(corp, corp + archive + other + archive)
              + "links:\n  people: {directories: [corp, cloud], by: employeeNumber}\n";
    }
    company.file(name, plain.replace(cloud.ldapsUrl(), url));
  }

  @AfterAll
  static void stop() {
    cloud.close();
    company.close();
  }

  /** Somebody of both. */
  record Person(String login, String number, String corpDn, String cloudDn) {}

  /** The people of both, each for one test. */
  static Person person(int number) {
    String value = Integer.toString(100_000 + number);
    SearchResultEntry here = find(company.server(), value);
    return new Person(
        Objects.requireNonNull(here.getAttributeValue("uid")),
        value,
        here.getDN(),
        find(cloud, value).getDN());
  }

  private static SearchResultEntry find(EmbeddedLdapServer server, String value) {
    try (LDAPConnection admin = admin(server)) {
      SearchResultEntry entry =
          admin.searchForEntry(
              server.suffix(), SearchScope.SUB, "(employeeNumber=" + value + ")", "*");
      return Objects.requireNonNull(entry, value);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  static LDAPConnection admin(EmbeddedLdapServer server) throws LDAPException {
    return new LDAPConnection("127.0.0.1", server.port(), server.adminDn(), server.adminPassword());
  }

  static void set(EmbeddedLdapServer server, String dn, String attribute, String... values) {
    try (LDAPConnection admin = admin(server)) {
      admin.modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean signsIn(EmbeddedLdapServer server, String dn, String password) {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", server.port())) {
      BindResult result = connection.bind(dn, password);
      return result.getResultCode().equals(ResultCode.SUCCESS);
    } catch (LDAPException e) {
      return false;
    }
  }

  /** Whether the two entries have an attribute, and what it says. */
  static List<Boolean> has(Person person, String attribute) {
    return List.of(
        has(company.server(), person.corpDn(), attribute), has(cloud, person.cloudDn(), attribute));
  }

  private static boolean has(EmbeddedLdapServer server, String dn, String attribute) {
    try (LDAPConnection admin = admin(server)) {
      SearchResultEntry entry = admin.getEntry(dn, attribute);
      return entry != null && entry.hasAttribute(attribute);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  static Said run(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "-d";
    all[1] = "corp";
    System.arraycopy(words, 0, all, 2, words.length);
    return company.run(all);
  }

  /** The run of a directory, as its result names it. */
  static String run(Said said, String directory) {
    Matcher run =
        Pattern.compile(" in " + directory + ", run (\\d{8}-\\d{6}-\\w{4})").matcher(said.out());
    assertThat(run.find()).as(said.all()).isTrue();
    return run.group(1);
  }
}
