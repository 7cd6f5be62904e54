package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people wrote into their entries is no formula in the spreadsheet of whoever exports them.
 */
final class HostileCsvTest extends BureauCase {

  /** What a spreadsheet takes for the start of one, or skips before one. */
  private static final String STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private static int people;

  private static void add(String name, String login, String mail) throws LDAPException {
    try (LDAPConnection admin = office.admin()) {
      admin.add(
          new Entry(
              "cn=" + name + ",ou=people," + office.server.suffix(),
              new Attribute("objectClass", "inetOrgPerson"),
              new Attribute("cn", name),
              new Attribute("sn", name),
              new Attribute("uid", login),
              new Attribute("mail", mail)));
    }
  }

  private static CSVRecord only(Raw.Got got) {
    assertThat(got.status()).isEqualTo(200);
    String body = got.body();
    if (got.header("transfer-encoding").isPresent()) {
      body = unchunked(body);
    }
    try (CSVParser csv =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(body))) {
      List<CSVRecord> rows = csv.getRecords();
      assertThat(rows).as(body).hasSize(1);
      return rows.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unchunked(String body) {
    StringBuilder all = new StringBuilder();
    int at = 0;
    while (true) {
      int end = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, end), 16);
      if (size == 0) {
        return all.toString();
      }
      all.append(body, end + 2, end + 2 + size);
      at = end + 2 + size + 2;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "+1+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\uff1d1+1",
        "\uff0b1+1",
        "\uff0d1+1",
        "\uff201+1"
      })
  void noCellIsAFormula(String evil) throws LDAPException {
    String name = "row" + people++ + "end";
    boolean ascii = evil.chars().allMatch(c -> c < 128);
    add(name, evil + name, (ascii ? evil : "=") + name + "@example.com");
    office
        .agent()
        .ledger()
        .audit()
        .append(evil + name, evil + name, "corp", evil + name, Map.of(evil, evil));

    office.clock.on(Duration.ofSeconds(6)); // the index is as old then
    Raw vera = office.signedIn("vera");
    CSVRecord person = person(vera, name);
    assertThat(person.get("login")).isEqualTo("'" + evil + name);
    assertThat(person.get("mail")).startsWith("'").contains(name + "@example.com");
    assertThat(person.toList()).allMatch(HostileCsvTest::isHarmless);

    CSVRecord entry = only(vera.get("/admin/audit/export?who=" + name));
    assertThat(entry.toList()).allMatch(HostileCsvTest::isHarmless);
    assertThat(entry.get("actor")).isEqualTo("'" + evil + name);
  }

  private static boolean isHarmless(String cell) {
    return cell.isEmpty() || STARTS.indexOf(cell.charAt(0)) < 0;
  }

  /** Once the directory was read. */
  private static CSVRecord person(Raw raw, String name) {
    Bureau.await(
        () -> raw.get("/admin/users?q=" + name).body().contains("1 – 1 of 1"),
        () -> name + " is never found");
    return only(raw.get("/admin/users.csv?q=" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'=1+1", "'", "\"quoted\"", "a,b", "a\r\nb", "plain=1+1"})
  void whatIsNoFormulaIsAsItWas(String login) throws LDAPException {
    String name = "row" + people++ + "end";
    add(name, login + name, name + "@example.com");
    office.clock.on(Duration.ofSeconds(6));
    assertThat(person(office.signedIn("vera"), name).get("login")).isEqualTo(login + name);
  }
}
