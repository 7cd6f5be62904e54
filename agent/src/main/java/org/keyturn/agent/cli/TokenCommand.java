package org.keyturn.agent.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.config.DurationText;
import org.keyturn.agent.console.Bearer;
import org.keyturn.agent.console.Role;
import org.keyturn.agent.console.TokenDesk;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.journal.AccessToken;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.report.TokenDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    sortOptions = false,
    description = "Tokens with which programs use the API of the agent.",
    subcommands = {
      TokenCommand.Create.class,
      TokenCommand.ListAll.class,
      TokenCommand.Revoke.class
    },
    footer = {
      "",
      "Examples:",
      "  keyturn token create intranet --role helpdesk --within-base ou=sales,dc=example,dc=com",
      "  keyturn token list",
      "  keyturn token revoke intranet"
    })
final class TokenCommand extends WithAgent {

  @Override
  int call(Desk desk) {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "say what: create, list or revoke");
  }

  @Command(
      name = "create",
      sortOptions = false,
      description = "Make one, and print it: it is shown this once.",
      footer = {
        "",
        "Example:",
        "  keyturn token create nightly --role viewer --expires 365d > /etc/nightly/token"
      })
  static final class Create extends WithAgent {

    @Parameters(index = "0", paramLabel = "NAME", description = "What it is for.")
    String name = "";

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        required = true,
        description = "viewer looks; helpdesk resets, unlocks, forces changes; admin does all.")
    String role = "";

    @Option(
        names = "--within-base",
        paramLabel = "DN",
        description = "It changes accounts below this entry alone.")
    @Nullable String base;

    @Option(
        names = "--within-group",
        paramLabel = "DN",
        description = "It changes members of this group alone.")
    @Nullable String group;

    @Option(
        names = "--expires",
        paramLabel = "DURATION",
        description = "How long it lets somebody in: 90d.")
    String expires = "90d";

    @Override
    int call(Desk desk) {
      desk.refuseCsv();
      AccessToken token = token(desk);
      try (Secret bearer = Bearer.fresh()) {
        if (!desk.agent().ledger().accessTokens().add(token, Bearer.hash(bearer))) {
          throw new InputException(
              "there is a token " + name + " already; first: keyturn token revoke " + name);
        }
        print(desk, token, bearer);
      }
      return Exit.DONE;
    }

    private static void print(Desk desk, AccessToken token, Secret bearer) {
      bearer.withChars(
          chars -> {
            if (desk.json()) {
              Json.object(
                  desk.screen().out(),
                  g -> {
                    TokenDocument.KEYS.keys(g, token);
                    g.writeName("token");
                    g.writeString(chars, 0, chars.length);
                  });
            } else {
              desk.screen().out().println(chars);
            }
            return 0;
          });
      desk.screen()
          .note(
              "It is shown this once. Whoever has it is "
                  + token.role()
                  + " until "
                  + Words.time(token.expiresAt())
                  + ": keep it as a password.");
      if (desk.config().console().isEmpty()) {
        desk.screen().warn("the config has no web.console: nothing listens for it yet");
      }
    }

    private AccessToken token(Desk desk) {
      if (!TokenDesk.NAME.matcher(name).matches()) {
        throw new InputException(
            "token create " + name + ": a name has letters, digits, -, _ and ., 63 at most");
      }
      Role meant = role();
      if (meant != Role.HELPDESK && (base != null || group != null)) {
        throw new InputException(
            "--within-base and --within-group are for --role helpdesk: a viewer changes nothing,"
                + " and an admin everything");
      }
      return new TokenDesk.Wish(
              name, meant, dn("--within-base", base), dn("--within-group", group), lifetime())
          .of(AccessToken.Owner.atCommandLine(desk.actor()), desk.now());
    }

    private Role role() {
      return Role.byId(role)
          .orElseThrow(
              () ->
                  new InputException(
                      "--role "
                          + role
                          + ": there are "
                          + Stream.of(Role.values())
                              .map(Role::id)
                              .collect(Collectors.joining(", "))));
    }

    private Duration lifetime() {
      return DurationText.parse(expires)
          .filter(d -> !d.isZero())
          .orElseThrow(
              () -> new InputException("--expires " + expires + ": " + DurationText.EXAMPLES));
    }

    private static Optional<String> dn(String option, @Nullable String text) {
      if (text != null && !(NormalDn.isDn(text) && text.contains("="))) {
        throw new InputException(option + " " + text + ": is no DN, such as ou=sales,dc=example");
      }
      return Optional.ofNullable(text);
    }
  }

  @Command(
      name = "list",
      sortOptions = false,
      description = "Which there are, who made them, and when they were used last.",
      footer = {"", "Example:", "  keyturn token list"})
  static final class ListAll extends WithAgent {
    @Override
    int call(Desk desk) {
      List<AccessToken> all = desk.agent().ledger().accessTokens().list();
      Instant now = desk.now();
      if (desk.json()) {
        Json.array(desk.screen().out(), g -> all.forEach(t -> TokenDocument.KEYS.write(g, t)));
      } else if (desk.csv()) {
        csv(desk, all);
      } else {
        table(desk, all, now);
      }
      return Exit.DONE;
    }

    private static void table(Desk desk, List<AccessToken> all, Instant now) {
      Table table =
          new Table(desk.screen().width(), "token", "role", "state", "last used", "by", "within");
      all.forEach(
          t ->
              table.row(
                  t.name(),
                  t.role(),
                  state(t, now),
                  t.usedAt().map(Words::time).orElse("never"),
                  t.owner().login(),
                  Stream.of(t.base(), t.group())
                      .flatMap(Optional::stream)
                      .collect(Collectors.joining(" and "))));
      if (table.isEmpty()) {
        desk.screen().note("No token yet. Make one: keyturn token create NAME --role viewer");
      } else {
        table.print(desk.screen().out(), desk.screen());
      }
    }

    private static String state(AccessToken token, Instant now) {
      if (token.revokedAt().isPresent()) {
        return "revoked";
      }
      return token.isLive(now) ? "ends " + Words.briefAway(token.expiresAt(), now) : "expired";
    }

    private static void csv(Desk desk, List<AccessToken> all) {
      try (Csv csv =
          new Csv(
              desk.screen().out(),
              "name",
              "role",
              "base",
              "group",
              "owner",
              "created",
              "expires",
              "used",
              "revoked")) {
        all.forEach(
            t ->
                csv.row(
                    t.name(),
                    t.role(),
                    t.base().orElse(""),
                    t.group().orElse(""),
                    t.owner().login(),
                    t.createdAt(),
                    t.expiresAt(),
                    t.usedAt().map(Instant::toString).orElse(""),
                    t.revokedAt().map(Instant::toString).orElse("")));
      }
    }
  }

  @Command(
      name = "revoke",
      sortOptions = false,
      description = "From now on it lets nobody in.",
      footer = {"", "Example:", "  keyturn token revoke intranet"})
  static final class Revoke extends WithAgent {

    @Parameters(index = "0", paramLabel = "NAME", description = "One of keyturn token list.")
    String name = "";

    @Override
    int call(Desk desk) {
      desk.refuseCsv();
      if (!desk.agent().ledger().accessTokens().revoke(name, desk.actor())) {
        throw new InputException("there is no token " + name + " that lets anybody in");
      }
      desk.screen().note("Token " + name + " lets nobody in any more.");
      if (desk.json()) {
        Json.object(desk.screen().out(), g -> g.writeStringProperty("revoked", name));
      }
      return Exit.DONE;
    }
  }
}
