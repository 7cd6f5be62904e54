package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Those who left: their list, and the page of one who is kept, one who is back, one who is gone.
 */
final class FormerPagesTest extends BureauCase {

  private static final String LIST = "/admin/users?state=removed";

  private final Raw anna = office.signedIn("anna");

  private String removed(String login) {
    String id = office.person(login);
    done("remove", id);
    return id;
  }

  private void done(String act, String id) {
    String plan = Bureau.plan(anna, act, id);
    office.confirm(anna, plan);
    office.await(anna, plan, "tag ok\">Done");
  }

  private static String page(String id) {
    return "/admin/user?directory=corp&id=" + id;
  }

  @Test
  void whoLeftIsListedAndFoundByLoginAndMailAndNobodyElse() {
    final String kees = removed("kees");
    removed("bram");
    office.person("stays");

    String all = anna.get(LIST).body();
    assertThat(all)
        .contains(">kees</a>", ">bram</a>", "Stood at", "Kept until")
        .contains("uid&#x3D;kees,ou&#x3D;people")
        .contains(page(kees).replace("&", "&amp;").replace("=", "&#x3D;"))
        .doesNotContain(">stays</a>");
    assertThat(all.indexOf(">bram</a>")).as("last first").isLessThan(all.indexOf(">kees</a>"));
    assertThat(anna.get(LIST + "&q=KEES").body())
        .contains(">kees</a>", "1 – 1 of 1")
        .doesNotContain(">bram</a>");
    assertThat(anna.get(LIST + "&q=bram%40example.com").body())
        .contains(">bram</a>")
        .doesNotContain(">kees</a>");
    assertThat(anna.get(LIST + "&q=nobody").body()).contains("Nobody is like this");
    assertThat(anna.get(LIST + "&page=7").body()).contains("nobody on this page, of");
    Bureau.await(
        () -> anna.get("/admin/users?q=stays").body().contains(">stays</td>"),
        () -> "everybody is never read");
    office.clock.on(Duration.ofSeconds(6));
    assertThat(anna.get("/admin/users?q=kees").body()).contains("Nobody is like this");
  }

  @Test
  void adminsAloneAreOfferedToBringThemBack() {
    String id = removed("offered");
    String offer = "name=\"act\" value=\"restore\"";
    assertThat(anna.get(LIST).body())
        .contains(offer, "value=\"" + id + "\"")
        .contains("name=\"all\"")
        .doesNotContain("value=\"remove\"", "value=\"reset\"");
    assertThat(anna.get(page(id)).body())
        .contains(offer, "Has left", "uid&#x3D;offered,ou&#x3D;people")
        .doesNotContain("value=\"remove\"", "value=\"reset\"");
    for (String other : new String[] {"vera", "henk"}) {
      Raw raw = office.signedIn(other);
      assertThat(raw.get(LIST).body())
          .as(other)
          .contains(">offered</a>")
          .doesNotContain("name=\"act\"", "name=\"pick-0\"");
      assertThat(raw.get(page(id)).body())
          .as(other)
          .contains("Has left")
          .doesNotContain("name=\"act\"");
    }
    assertThat(
            office
                .signedIn("henk")
                .post(
                    "/admin/plan",
                    field("directory", "corp"),
                    field("act", "restore"),
                    field("pick-0", id))
                .status())
        .isEqualTo(403);
  }

  @Test
  void whoIsBackIsListedNoMoreAndTheirPageIsAnyones() {
    String id = removed("returns");
    done("restore", id);
    assertThat(anna.get(LIST + "&q=returns").body()).contains("Nobody is like this");
    assertThat(anna.get(page(id)).body())
        .contains("value=\"remove\"", ">Remove<", ">Bring back<")
        .doesNotContain("<h2>Has left</h2>", "value=\"restore\"");
  }

  @Test
  void ofWhoIsDeletedTheLedgersPageIsLeft() {
    String id = removed("deleted");
    office.clock.on(Duration.ofMinutes(2));
    done("purge", id);

    assertThat(anna.get(LIST + "&q=deleted").body()).contains("Nobody is like this");
    Raw.Got got = anna.get(page(id));
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.body())
        .contains("the entry is no longer in the directory", "uid&#x3D;deleted,ou&#x3D;people")
        .contains("<h1>deleted</h1>", "by anna")
        .doesNotContain("name=\"act\"");
    assertThat(office.signedIn("vera").get(page(id)).status()).isEqualTo(200);
    assertThat(anna.get("/admin/user?directory=other&id=" + id).status()).isEqualTo(404);
  }

  @Test
  void theListIsThereInDutchToo() {
    removed("nederlands");
    anna.get(LIST);
    anna.post("/language", field("language", "nl"), field("back", "/admin"));
    assertThat(anna.get(LIST).body())
        .contains("lang=\"nl\"", ">nederlands</a>")
        .doesNotContain("Stood at", "Kept until", "Bring back");
  }
}
