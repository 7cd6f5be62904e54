package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.console.Admitted;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Role;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.console.TokenDesk;

/** Tokens of programs, as admins make them on the page. */
final class TokenPagesTest {

  private static final Pattern TOKEN = Pattern.compile("kt_[A-Za-z0-9_-]{43}");

  @TempDir static Path folder;
  private static Office office = unset();

  @SuppressWarnings("NullAway") // until it is up
  private static Office unset() {
    return null;
  }

  private static TokenDesk desk(Office there) {
    return new TokenDesk(there.town.ledger.accessTokens(), there.operators, Clock.systemUTC());
  }

  private static final class Overview extends Pages {
    @Override
    List<Route> routes() {
      return List.of(
          Route.get("/admin", Sight.class, (exchange, sight) -> Answer.seeOther("/admin/tokens")));
    }
  }

  @BeforeAll
  static void start() {
    office =
        new Office(
            folder,
            there -> List.of(new TokenPages(desk(there), Clock.systemUTC()), new Overview()));
  }

  @AfterAll
  static void stop() {
    office.close();
  }

  private static Raw.Got make(Raw raw, String name, String role, String base) {
    raw.get("/admin/tokens");
    return raw.post(
        "/admin/tokens",
        field("name", name),
        field("role", role),
        field("days", "30"),
        field("base", base),
        field("group", ""));
  }

  @Test
  void aTokenIsShownOnce_andStandsForWhoMadeIt() {
    Raw anna = office.signedIn("anna");
    assertThat(anna.get("/admin/tokens").body()).contains("No program has a token");
    Raw.Got made = make(anna, "nightly", "helpdesk", "ou=people,dc=x");
    Matcher token = TOKEN.matcher(made.body());
    assertThat(token.find()).as(made.body()).isTrue();
    Sight sight = ((Admitted.In) desk(office).admit(token.group())).sight();
    assertThat(sight.operator().role()).isEqualTo(Role.HELPDESK);
    assertThat(sight.operator().id().value()).isEqualTo(office.town.id("anna"));
    assertThat(sight.operator().dn()).isEqualTo(office.town.dn("anna"));
    assertThat(sight.operator().remit().base()).contains("ou=people,dc=x");
    assertThat(sight.operator().remit().spares()).contains(office.groupDn("admins"));

    Raw.Got list = anna.get("/admin/tokens");
    assertThat(list.body()).contains("nightly", "ends in").doesNotContain(token.group());
    anna.post("/admin/tokens/revoke", field("name", "nightly"));
    assertThat(anna.get("/admin/tokens").body()).contains("revoked");
    assertThat(desk(office).admit(token.group())).isInstanceOf(Admitted.Unknown.class);
    assertThat(office.town.events("nightly"))
        .containsExactly("anna token-created", "anna token-revoked");
  }

  @Test
  void anAdminsTokenCommands() {
    Raw.Got made = make(office.signedIn("adam"), "commands", "admin", "");
    Matcher token = TOKEN.matcher(made.body());
    assertThat(token.find()).isTrue();
    assertThat(((Admitted.In) desk(office).admit(token.group())).sight())
        .isInstanceOf(Command.class);
    assertThat(make(office.signedIn("adam"), "commands", "admin", "").body())
        .contains("There is a token of this name");
  }

  @ParameterizedTest
  @CsvSource({
    "a b,       viewer,   '',      letters",
    "<script>,  viewer,   '',      letters",
    "nobody,    root,     '',      Choose a role",
    "bounded,   admin,    dc=x,    Bounds are for a helpdesk",
    "no-dn,     helpdesk, people,  This is no DN",
  })
  void whatIsWrongIsSaidWhereItStands(String name, String role, String base, String says) {
    Raw.Got got = make(office.signedIn("anna"), name, role, base);
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body()).contains(says).doesNotContain("<script>a", "value=\"<");
    assertThat(TOKEN.matcher(got.body()).find()).isFalse();
  }
}
