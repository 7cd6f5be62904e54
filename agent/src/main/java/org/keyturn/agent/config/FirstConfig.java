package org.keyturn.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyturn.agent.directory.DirectorySettings.Accounts;
import org.keyturn.agent.directory.Survey;

/**
 * A config for somebody who has none yet: what was found, what they made of it, and beside each
 * why. It holds no job that writes.
 *
 * @param server where the directory is
 * @param ownTrust whether certificates are trusted that stand beside the config
 * @param bindDn the service account
 * @param survey what was found
 * @param chosen what of it is meant
 * @param sender who messages come from
 */
public record FirstConfig(
    ServerAddress server,
    boolean ownTrust,
    String bindDn,
    Survey survey,
    Survey.Proposal chosen,
    Sender sender) {

  static final String PASSWORD = "bind.pw";
  static final String TRUST = "ca.pem";

  private static final Pattern FIRST_DC = Pattern.compile("(?i)dc\\s*=\\s*([a-z][a-z0-9-]{0,30})");
  private static final Pattern EVERY_DC = Pattern.compile("(?i)dc\\s*=\\s*([a-z0-9-]+)");

  /**
   * Who messages come from.
   *
   * @param from a mail address
   * @param organisation as people know it
   */
  public record Sender(String from, String organisation) {

    /** A guess by the addresses of the people, or by where they are. */
    public static Sender of(Survey survey) {
      List<String> labels =
          EVERY_DC
              .matcher(survey.proposal().accounts().base())
              .results()
              .map(r -> r.group(1))
              .toList();
      String named = labels.size() > 1 ? String.join(".", labels) : "example.com";
      String domain = survey.mailDomain().orElse(named.toLowerCase(Locale.ROOT));
      String name = domain.substring(0, domain.indexOf('.'));
      return new Sender(
          "it@" + domain, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    }
  }

  /** What jobs and {@code -d} call the directory. */
  public String name() {
    Matcher dc = FIRST_DC.matcher(chosen.accounts().base());
    return dc.find() ? dc.group(1).toLowerCase(Locale.ROOT) : "corp";
  }

  /**
   * As YAML.
   *
   * @param file where it will stand: what else is needed lies beside it, or where the system has it
   */
  public String text(Path file) {
    return """
        # Keyturn: a first config, by `keyturn init`. Every other key is explained in the
        # config/keyturn.yaml that comes with Keyturn. Relative paths are meant from the folder of
        # this file. After a change: keyturn check.

        # %s
        directories:
          %s:
        """
            .formatted(Shown.plain(productName()), name())
        + connection()
        + accounts()
        + untouched()
        + policy()
        + rest(file);
  }

  private String productName() {
    return survey.product().isBlank() ? survey.dialect() : survey.product();
  }

  private String connection() {
    return """
            url: %s
            tls: %s
        %s    bind:
              dn: %s
              password: {file: %s}   # for Keyturn's user alone: chmod 600
            dialect: auto   # it is %s
        """
        .formatted(
            quoted(server.url().toString()),
            server.tls().name().toLowerCase(Locale.ROOT),
            ownTrust ? "    trust: ca.pem   # looked at when this was written\n" : "",
            quoted(bindDn),
            PASSWORD,
            survey.dialect());
  }

  private String accounts() {
    Accounts a = chosen.accounts();
    Survey.Counted n = survey.counted();
    boolean counted = a.base().equals(survey.proposal().accounts().base());
    return """
            accounts:
              base: %s%s
        %s      filter: %s
              login: %s
              mail: %s
              # An address that does not hang on this password, and a phone number: for codes.
              %s
              %s
        """
        .formatted(
            quoted(a.base()),
            counted ? "   # " + of(n.all(), n) + " accounts" : "",
            elsewhere(a.base()),
            quoted(a.filter()),
            word(a.login()),
            word(a.mail()) + having(counted, n.mail()),
            optional(
                "recovery-mail",
                "recoveryMail",
                a.recoveryMail(),
                having(counted, n.recoveryMail())),
            optional("mobile", "mobile", a.mobile(), having(counted, n.mobile())));
  }

  private String elsewhere(String base) {
    return survey.places().stream()
        .filter(place -> !place.dn().equals(base) && !isAbove(place, base))
        .map(place -> "      # " + place.accounts() + ": " + Shown.plain(place.dn()) + "\n")
        .collect(Collectors.joining());
  }

  /** What holds the base and no account more says nothing. */
  private boolean isAbove(Survey.Place place, String base) {
    return base.endsWith("," + place.dn()) && place.accounts() == survey.counted().all();
  }

  private static String of(int here, Survey.Counted n) {
    String all = (n.cut() ? "at least " : "") + n.everywhere();
    return here == n.everywhere() ? all : here + " of " + all;
  }

  private static String having(boolean counted, int accounts) {
    return counted ? "   # " + accounts + (accounts == 1 ? " has one" : " have one") : "";
  }

  private static String optional(
      String key, String example, Optional<String> value, String having) {
    return value.map(v -> key + ": " + word(v) + having).orElse("#" + key + ": " + example);
  }

  private String untouched() {
    String lists = list("dns", chosen.protectedDns()) + list("groups", chosen.protectedGroups());
    return """
            # Never written, whatever is selected; a group stands for its members.
        %s"""
        .formatted(
            lists.isEmpty()
                ? "    #protected: {groups: [\"cn=admins,ou=groups,dc=example,dc=com\"]}\n"
                : "    protected:\n" + lists);
  }

  private static String list(String key, List<String> dns) {
    return dns.isEmpty()
        ? ""
        : dns.stream()
            .map(dn -> "        - " + quoted(dn) + "\n")
            .collect(Collectors.joining("", "      " + key + ":\n", ""));
  }

  private String policy() {
    if (survey.policyIsTold()) {
      return "";
    }
    return """
            # The policy of whoever names none: this server does not tell it. Without it they are skipped.
            %s
        """
        .formatted(
            chosen
                .defaultPolicy()
                .map(dn -> "default-policy: " + quoted(dn))
                .orElse("#default-policy: \"cn=default,ou=policies,dc=example,dc=com\""));
  }

  private String rest(Path file) {
    return """
            # Where `remove` puts people who left; best outside the base of the accounts.
            #archive: "ou=former,dc=example,dc=com"

        # How many accounts one run may change, whichever is reached first.
        brake: {max: 100, max-percent: 10}

        # The ledger: what was planned, written, mailed. A folder for Keyturn alone.
        store: {path: %s}

        # Each message becomes a file in this folder; smtp: in its place sends them.
        mail:
          folder: %s
          from: %s
          organisation: %s

        # Nothing is done by itself yet. An example, which tells people that their password ends:
        #jobs:
        #  reminder:
        #    directory: %s
        #    schedule: "0 0 8 * * ?"   # Quartz cron: seconds first
        #    do: remind
        #    remind: {at: [14d, 7d, 3d, 1d, -1d]}
        """
        .formatted(
            quoted(folder(file, "store")),
            quoted(folder(file, "mail")),
            quoted(sender.from()),
            quoted(sender.organisation()),
            name());
  }

  private static String folder(Path file, String name) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    if (parent != null && parent.startsWith("/etc")) {
      return name.equals("store") ? "/var/lib/keyturn" : "/var/lib/keyturn/" + name;
    }
    return parent != null && parent.endsWith("config") ? "../" + name : name;
  }

  /** Plain where nobody can misread it. */
  private static String word(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9-]*") ? text : quoted(text);
  }

  /** A double-quoted scalar of YAML 1.2 on one line. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (Shown.isOneLine(Character.toString(c))) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format(Locale.ROOT, "\\U%08x", c));
              }
            });
    return out.append('"').toString();
  }
}
