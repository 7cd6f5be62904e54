package org.keyturn.agent.web;

import static org.keyturn.agent.web.Raw.field;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.console.ConsoleSettings;
import org.keyturn.agent.console.ConsoleSettings.Grant;
import org.keyturn.agent.console.ConsoleSettings.SecondFactor;
import org.keyturn.agent.console.Operators;
import org.keyturn.agent.console.Role;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.recovery.ProofChannel;
import org.keyturn.agent.recovery.SignInCode;
import org.keyturn.agent.web.api.Api;

/**
 * A {@link Town} with operators: {@code vera} looks, {@code henk} helps, {@code anna} and {@code
 * adam} do everything, {@code nora} has no role; {@code boss} is privileged besides.
 */
final class Office implements AutoCloseable {

  final Town town;
  final Operators operators;
  final Reception reception;
  final Portal portal;

  /** No code beside the password. */
  Office(Path folder, Function<Office, List<Pages>> more) {
    this(folder, SecondFactor.OFF, more);
  }

  /**
   * @param more pages beside the sign-in
   */
  Office(Path folder, SecondFactor second, Function<Office, List<Pages>> more) {
    this(folder, second, more, office -> Optional.empty());
  }

  /**
   * @param more pages beside the sign-in
   * @param api what programs ask
   */
  Office(
      Path folder,
      SecondFactor second,
      Function<Office, List<Pages>> more,
      Function<Office, Optional<Api>> api) {
    town = new Town(folder);
    for (String login : List.of("vera", "henk", "anna", "adam", "nora", "boss")) {
      town.person(login, "recoveryMail: " + login + "@home.example.net");
    }
    town.server.load(
        "dn: ou=roles," + town.server.suffix() + "\nobjectClass: organizationalUnit\nou: roles\n");
    group("viewers", "vera");
    group("helpdesk", "henk");
    group("admins", "anna", "adam");
    group("privileged", "boss");
    operators =
        new Operators(
            town.served(),
            new ConsoleSettings(
                "corp",
                List.of(
                    grant(Role.VIEWER, "viewers"),
                    grant(Role.HELPDESK, "helpdesk"),
                    grant(Role.ADMIN, "admins")),
                second,
                Duration.ofMinutes(15),
                Duration.ofHours(8)),
            List.of(groupDn("privileged")),
            Clock.systemUTC());
    reception =
        new Reception(town.served(), operators, new Tries(Clock.systemUTC()), Clock.systemUTC());
    List<Pages> pages = new ArrayList<>(more.apply(this));
    pages.add(
        new SignInPages(
            reception,
            town.served(),
            new SignInCode(
                town.ledger,
                town.codes,
                Set.of(ProofChannel.values()),
                Optional.of("NL"),
                () -> {},
                Clock.systemUTC()),
            town.ledger.audit(),
            Clock.systemUTC()));
    portal =
        new Portal(
            Portal.settings(new WebSettings.NoTls(), Optional.empty()),
            pages,
            Optional.of(reception),
            api.apply(this));
  }

  private Grant grant(Role role, String group) {
    return new Grant(role, groupDn(group), Optional.empty(), Optional.empty());
  }

  String groupDn(String name) {
    return "cn=" + name + ",ou=roles," + town.server.suffix();
  }

  void group(String name, String... logins) {
    StringBuilder ldif =
        new StringBuilder("dn: " + groupDn(name) + "\nobjectClass: groupOfNames\ncn: " + name);
    for (String login : logins) {
      ldif.append("\nmember: ").append(town.dn(login));
    }
    town.server.load(ldif + "\n");
  }

  Raw browser() {
    return portal.browser();
  }

  /** A browser in which somebody is signed in; with a token for its next form. */
  Raw signedIn(String login) {
    Raw raw = browser();
    Raw.Got got = signIn(raw, login, Town.OLD);
    if (!got.location().equals("/admin")) {
      throw new IllegalStateException(login + " was not let in: " + got.status());
    }
    return raw;
  }

  static Raw.Got signIn(Raw raw, String login, String password) {
    raw.get("/admin/sign-in");
    return raw.post("/admin/sign-in", field("login", login), field("password", password));
  }

  /** As the directory has it now. */
  Account account(String login) {
    return ((Lookup.Found)
            town.directory.lookup(List.of(new AccountKey(AccountKey.Kind.LOGIN, login))).get(0))
        .account();
  }

  @Override
  public void close() {
    portal.close();
    town.close();
  }
}
