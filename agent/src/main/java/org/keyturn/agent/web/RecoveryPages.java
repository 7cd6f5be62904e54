package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.recovery.Recovery;

/** The pages for whoever cannot sign in: a forgotten password, a claim link, a user name. */
public final class RecoveryPages extends Pages {

  private final List<Route> routes = new ArrayList<>();

  public RecoveryPages(Recovery recovery, PasswordSettings passwords) {
    routes.addAll(new ForgotPages(recovery).routes());
    routes.addAll(new ClaimPages(recovery).routes());
    routes.addAll(new ChoosePages(recovery, passwords).routes());
    routes.addAll(new UserNamePages(recovery).routes());
  }

  @Override
  List<Route> routes() {
    return List.copyOf(routes);
  }

  /** The ticket that a browser is at; worth nothing in another one. */
  record At(String ticket) {}
}
