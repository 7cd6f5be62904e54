package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every route that the agent has, tried by every role: made from the route table, so that a new one
 * is tried too. A route without a rule cannot be written; one under {@code /admin} that is open to
 * everybody fails here, unless it is one of the way in.
 */
final class RolesTest extends BureauCase {

  private static final Map<String, Access> ROLES =
      Map.of("vera", Access.VIEWER, "henk", Access.HELPDESK, "anna", Access.ADMIN);

  private static final List<String> WAY_IN =
      List.of("/admin/sign-in", "/admin/sign-in/channel", "/admin/sign-in/code");

  private static int status(Raw raw, Route route) {
    return (route.post() ? raw.post(route.path()) : raw.get(route.path())).status();
  }

  @Test
  void nobodyGetsFurtherThanTheirRole() {
    int tried = 0;
    for (Map.Entry<String, Access> role : ROLES.entrySet()) {
      Raw raw = office.signedIn(role.getKey());
      for (Route route : office.routes().all()) {
        if (!route.access().isOperators() || route.path().equals("/admin/sign-out")) {
          continue;
        }
        raw.get("/admin/runs"); // for the token of its forms
        String where = role.getKey() + (route.post() ? " POST " : " GET ") + route.path();
        int status = status(raw, route);
        tried++;
        if (route.access().compareTo(role.getValue()) > 0) {
          assertThat(status).as(where).isEqualTo(403);
        } else {
          assertThat(status).as(where).isNotIn(403, 405, 500);
        }
      }
    }
    assertThat(tried).isGreaterThan(60);
  }

  @Test
  void whoIsNobodyIsShownTheWayInAndNothingElse() {
    Raw raw = office.browser();
    raw.get("/admin/sign-in");
    for (Route route : office.routes().all()) {
      if (route.path().startsWith("/admin") && !WAY_IN.contains(route.path())) {
        assertThat(route.access().isOperators()).as(route.path()).isTrue();
        Raw.Got got = route.post() ? raw.post(route.path()) : raw.get(route.path());
        assertThat(got.location()).as(route.path()).isEqualTo("/admin/sign-in");
      }
    }
  }
}
