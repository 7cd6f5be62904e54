package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake that a person can make in the file → what the person reads. */
@DisplayName("A mistake in the config is told with its place and its mend")
final class ConfigMistakesTest {

  private static final String URL = "    url: ldaps://ldap.example.com\n";
  private static final String WHEN = "    when: always\n";
  private static final String DO = "    do: force-change\n";
  private static final String BIND_DN = "      dn: \"cn=keyturn,dc=example,dc=com\"\n";
  private static final String PASSWORD = "      password: {file: bind.pw}\n";
  private static final String BASE_DN = "      base: \"ou=people,dc=example,dc=com\"\n";
  private static final String POLICY = "  default: {directory: corp, max-age: never}\n";
  private static final String SCHEDULE = "    schedule: \"0 30 2 ? * MON-FRI\"\n";
  private static final String BRAKE = "brake: {max: 500}\n";
  private static final String FOLDER = "  folder: mail\n";
  private static final String TRUST = "    trust: ca.pem\n";

  @TempDir Path temp;

  /**
   * @param mistake in words
   * @param from a part of {@link ConfigFolder#VALID}, there just once
   * @param to what stands there instead
   * @param problems what is to be told, without the name of the file
   */
  record Row(String mistake, String from, String to, List<String> problems) {
    @Override
    public String toString() {
      return mistake;
    }
  }

  static Row row(String mistake, String from, String to, String... problems) {
    return new Row(mistake, from, to, List.of(problems));
  }

  @ParameterizedTest
  @MethodSource
  void is_told(Row row) {
    assertThat(ConfigFolder.VALID.split(Pattern.quote(row.from()), -1)).hasSize(2);
    ConfigFolder folder = new ConfigFolder(temp);
    folder.write(ConfigFolder.VALID.replace(row.from(), row.to()));

    ConfigException thrown = catchThrowableOfType(ConfigException.class, folder::load);

    assertThat(thrown).as("a config with " + row).isNotNull();
    assertThat(thrown.problems())
        .extracting(problem -> problem.toString().replace(temp + "/", ""))
        .containsExactlyElementsOf(row.problems().stream().map(p -> "keyturn.yaml:" + p).toList());
    assertThat(thrown.toString()).doesNotContain("hunter2");
  }

  static Stream<Row> is_told() {
    return Stream.of(
        row(
            "a key that does not exist is told with the one that was meant",
            TRUST,
            "    truts: ca.pem\n",
            "4:5: directories.corp.truts: is no key here, did you mean trust?"),
        row(
            "a key in another style is told with the one that was meant",
            WHEN + DO,
            WHEN + DO + "    catchUp: 2h\n",
            "18:5: jobs.nightly.catchUp: is no key here, did you mean catch-up?"),
        row(
            "a key that resembles none is told with those that there are",
            BRAKE,
            "brake: {accounts: 500}\n",
            "18:9: brake.accounts: is no key here, the keys here are max, max-percent, live"),
        row(
            "an unknown section",
            BRAKE,
            "proxy: {host: x}\n",
            "18:1: proxy: is no key here, the keys here are directories, password-policies, brake,"
                + " business-hours, mail, sms, jobs, web, store, webhooks, hooks, passwords,"
                + " sheets, recovery, operator"),
        row(
            "a key that is there twice",
            DO,
            DO + "    do: unlock\n",
            "18:5: jobs.nightly.do: is there twice, keep one; the other stands at line 17"),
        row(
            "a directory that is there twice",
            "password-policies:\n",
            "  corp: {}\npassword-policies:\n",
            "10:3: directories.corp: is there twice, keep one; the other stands at line 2"),
        row(
            "a missing key is told at its parent",
            BIND_DN,
            "",
            "5:5: directories.corp.bind.dn: is missing, write dn:"
                + " \"cn=keyturn,ou=services,dc=example,dc=com\""),
        row(
            "a missing section is told at the start",
            ConfigFolder.VALID,
            BRAKE,
            "1:1: directories: is missing, write directories: {NAME: {url: …, bind: …, accounts:"
                + " …}}"),
        row(
            "a section without anything",
            BRAKE,
            "brake:\n",
            "18:7: brake: is empty, write {max: 500, max-percent: 10}"),
        row(
            "a list where keys belong",
            BRAKE,
            "brake: [500]\n",
            "18:8: brake: is a list, write {max: 500, max-percent: 10}"),
        row(
            "keys where text belongs",
            URL,
            "    url: {host: ldap.example.com}\n",
            "3:10: directories.corp.url: is a set of keys, write ldaps://ldap1.example.com"),
        row(
            "a list where text belongs",
            TRUST,
            "    trust: [ca.pem]\n",
            "4:12: directories.corp.trust: is a list, write a path like /etc/keyturn/ca.pem, or one"
                + " relative to this file"),
        row(
            "a key without a value",
            TRUST,
            "    trust:\n",
            "4:11: directories.corp.trust: is empty, write a path like /etc/keyturn/ca.pem, or one"
                + " relative to this file"),
        row(
            "a name with a space",
            "  nightly:\n",
            "  \"night run\":\n",
            "13:3: jobs.night run: is no name, use letters, digits, - and _, at most 63"),
        row(
            "no directory at all",
            ConfigFolder.VALID,
            "directories: {}\n",
            "1:14: directories: is empty, write a directory below it: NAME: {url: …, bind: …,"
                + " accounts: …}"),
        row(
            "a line break in a text",
            FOLDER,
            FOLDER + "  organisation: \"Example\\r\\nBcc: x@example.com\"\n",
            "21:17: mail.organisation: holds a line break or control character, write the name that"
                + " people know you by"),
        row(
            "a text that turns the writing",
            FOLDER,
            FOLDER + "  help: \"call \\u202e me\"\n",
            "21:9: mail.help: holds a line break or control character, write where people can ask"),
        row(
            "a tab as indentation",
            TRUST,
            "\ttrust: ca.pem\n",
            "4:1: yaml: a tab indents the line, indent with spaces"),
        row(
            "a quote that is left open",
            TRUST,
            "    trust: \"ca.pem\n",
            "6:12: yaml: the line does not fit the keys above it, align it with them, as key:"
                + " value"),
        row(
            "a bracket that is left open",
            TRUST,
            "    trust: [ca.pem\n",
            "5:9: yaml: a list or set in brackets is not closed or lacks a comma, write [a, b] or"
                + " {key: value, key: value}"),
        row(
            "a value with a colon and a space",
            TRUST,
            "    trust: ca.pem: yes\n",
            "4:18: yaml: a second \": \" stands on the line, or the indentation is off, put text"
                + " that holds \": \" in quotes and align the keys"),
        row(
            "a line that is indented too little",
            TRUST,
            "   trust: ca.pem\n",
            "4:4: yaml: the line does not fit the keys above it, align it with them, as key:"
                + " value"),
        row(
            "a key without a colon",
            TRUST,
            "    trust ca.pem\n",
            "5:5: yaml: a key has no \":\", write key: value"),
        row(
            "an alias",
            TRUST,
            "    trust: *ca\n",
            "4:12: yaml: an alias (*name) is not taken here, write the value out, or put the text"
                + " in quotes"),
        row(
            "an anchor",
            TRUST,
            "    trust: &ca ca.pem\n",
            "4:12: yaml: an anchor (&name) is not taken here, leave it out, or put the text in"
                + " quotes"),
        row(
            "a tag",
            TRUST,
            "    trust: !!str ca.pem\n",
            "4:12: yaml: a tag (!name) is not taken here, leave it out, or put the text in quotes"),
        row(
            "a second document",
            BRAKE,
            BRAKE + "---\n",
            "19:1: yaml: begins a second document, keep all in one, without ---"),
        row(
            "a list in place of the whole",
            ConfigFolder.VALID,
            "- directories\n",
            "1:1: yaml: is a list, write directories: and what follows below it"),
        row(
            "a key that is a list",
            BRAKE,
            "? [a, b]\n: c\n",
            "18:3: yaml: a key is a list or has keys, write a word as the key"),
        row(
            "a merge",
            BRAKE,
            "<<: {max: 500}\n",
            "18:1: <<: is no key here, the keys here are directories, password-policies, brake,"
                + " business-hours, mail, sms, jobs, web, store, webhooks, hooks, passwords,"
                + " sheets, recovery, operator"),
        row(
            "ldap without a word about TLS",
            URL,
            "    url: ldap://ldap.example.com\n",
            "3:10: directories.corp.url: \"ldap://ldap.example.com\" would send the password"
                + " unencrypted, write ldaps://ldap.example.com, or tls: starttls"),
        row(
            "ldap with tls: ldaps",
            URL,
            "    url: ldap://ldap.example.com\n    tls: ldaps\n",
            "3:10: directories.corp.url: \"ldap://ldap.example.com\" would send the password"
                + " unencrypted, write ldaps://ldap.example.com, or tls: starttls"),
        row(
            "ldaps with tls: starttls",
            URL,
            URL + "    tls: starttls\n",
            "3:10: directories.corp.url: \"ldaps://ldap.example.com\" is encrypted from its first"
                + " byte, which tls: starttls is not, write ldap://ldap.example.com, or tls:"
                + " ldaps"),
        row(
            "tls: none beyond this machine",
            URL,
            "    url: ldap://ldap.example.com\n    tls: none\n",
            "3:10: directories.corp.url: \"ldap://ldap.example.com\" is not on this machine, and"
                + " tls: none would send the password unencrypted, write ldaps://ldap.example.com,"
                + " or tls: starttls"),
        row(
            "tls: none with a host that only looks like this machine",
            URL,
            "    url: ldap://127.0.0.1.example.com\n    tls: none\n",
            "3:10: directories.corp.url: \"ldap://127.0.0.1.example.com\" is not on this machine,"
                + " and tls: none would send the password unencrypted, write"
                + " ldaps://127.0.0.1.example.com, or tls: starttls"),
        row(
            "tls: none with an encrypted address",
            URL,
            "    url: ldaps://127.0.0.1\n    tls: none\n",
            "3:10: directories.corp.url: \"ldaps://127.0.0.1\" is encrypted, which tls: none"
                + " denies, write tls: ldaps"),
        row(
            "a list of good and bad addresses names the bad ones",
            URL,
            "    url: [ldap://127.0.0.1:3890, ldap://10.0.0.1, \"ldap://[::1]:3890\","
                + " \"ldap://[2001:db8::1]\"]\n"
                + "    tls: none\n",
            "3:34: directories.corp.url[1]: \"ldap://10.0.0.1\" is not on this machine, and tls:"
                + " none would send the password unencrypted, write ldaps://10.0.0.1, or tls:"
                + " starttls",
            "3:72: directories.corp.url[3]: \"ldap://[2001:db8::1]\" is not on this machine, and"
                + " tls: none would send the password unencrypted, write ldaps://[2001:db8::1], or"
                + " tls: starttls"),
        row(
            "an address with a password in it",
            URL,
            "    url: ldaps://admin:hunter2@ldap.example.com\n",
            "3:10: directories.corp.url: holds a user name or password, write"
                + " ldaps://ldap1.example.com and put the user into bind"),
        row(
            "another protocol",
            URL,
            "    url: https://ldap.example.com\n",
            "3:10: directories.corp.url: \"https://ldap.example.com\" does not begin with ldaps://,"
                + " write ldaps://ldap1.example.com"),
        row(
            "an address without a protocol",
            URL,
            "    url: ldap.example.com\n",
            "3:10: directories.corp.url: \"ldap.example.com\" does not begin with ldaps://, write"
                + " ldaps://ldap1.example.com"),
        row(
            "an address with a base DN",
            URL,
            "    url: ldaps://ldap.example.com/dc=example,dc=com\n",
            "3:10: directories.corp.url: \"ldaps://ldap.example.com/dc=example,dc=com\" has more"
                + " than host and port, write ldaps://ldap1.example.com and put the DN into"
                + " accounts.base"),
        row(
            "an address without a host",
            URL,
            "    url: \"ldaps://:636\"\n",
            "3:10: directories.corp.url: \"ldaps://:636\" names no host, write"
                + " ldaps://ldap1.example.com"),
        row(
            "a port that does not exist",
            URL,
            "    url: ldaps://ldap.example.com:99999\n",
            "3:10: directories.corp.url: \"ldaps://ldap.example.com:99999\" has a port out of 1 to"
                + " 65535, write ldaps://ldap1.example.com:636"),
        row(
            "an address twice",
            URL,
            "    url: [ldaps://a.example.com, ldaps://a.example.com]\n",
            "3:34: directories.corp.url[1]: \"ldaps://a.example.com\" is there twice, keep one"),
        row(
            "an empty list of addresses",
            URL,
            "    url: []\n",
            "3:10: directories.corp.url: is an empty list, write ldaps://ldap1.example.com"),
        row(
            "a kind of TLS that does not exist",
            URL,
            URL + "    tls: start-tls\n",
            "4:10: directories.corp.tls: \"start-tls\" is not known here, did you mean starttls?"),
        row(
            "a dialect that does not exist",
            URL,
            URL + "    dialect: openldab\n",
            "4:14: directories.corp.dialect: \"openldab\" is not known here, did you mean"
                + " openldap?"),
        row(
            "a trust file that is not there",
            TRUST,
            "    trust: none.pem\n",
            "4:12: directories.corp.trust: none.pem does not exist, create it or name another"),
        row(
            "a trust file that is a folder",
            TRUST,
            "    trust: .\n",
            "4:12: directories.corp.trust: . is a folder, name a file"),
        row(
            "a trust file without a certificate",
            TRUST,
            "    trust: keyturn.yaml\n",
            "4:12: directories.corp.trust: keyturn.yaml holds no certificate, name a file with"
                + " -----BEGIN CERTIFICATE-----"),
        row(
            "a path with a tilde",
            TRUST,
            "    trust: ~/ca.pem\n",
            "4:12: directories.corp.trust: ~ is for shells and means nothing here, write a path"
                + " like /etc/keyturn/ca.pem, or one relative to this file"),
        row(
            "an inline password is refused and not repeated",
            PASSWORD,
            "      password: hunter2\n",
            "7:17: directories.corp.bind.password: is written here, where others can read it, write"
                + " {file: PATH}, {env: NAME} or {credential: NAME}"),
        row(
            "an inline password in quotes",
            PASSWORD,
            "      password: \"hunter2\"\n",
            "7:17: directories.corp.bind.password: is written here, where others can read it, write"
                + " {file: PATH}, {env: NAME} or {credential: NAME}"),
        row(
            "an inline password as a key",
            PASSWORD,
            "      password: {hunter2}\n",
            "7:18: directories.corp.bind.password: has a key that is none, the keys here are file,"
                + " env, credential"),
        row(
            "a password under a wrong key",
            PASSWORD,
            "      password: {value: hunter2}\n",
            "7:18: directories.corp.bind.password: has a key that is none, the keys here are file,"
                + " env, credential"),
        row(
            "a password in a list",
            PASSWORD,
            "      password: [hunter2]\n",
            "7:17: directories.corp.bind.password: is a list, write {file: PATH}, {env: NAME} or"
                + " {credential: NAME}"),
        row(
            "a password in two places",
            PASSWORD,
            "      password: {file: bind.pw, env: BIND}\n",
            "7:17: directories.corp.bind.password: is in more than one place, write {file: PATH},"
                + " {env: NAME} or {credential: NAME}"),
        row(
            "a password in no place",
            PASSWORD,
            "      password: {}\n",
            "7:17: directories.corp.bind.password: names no place, write {file: PATH}, {env: NAME}"
                + " or {credential: NAME}"),
        row(
            "a password with a character that YAML keeps for itself",
            PASSWORD,
            "      password: %hunter2\n",
            "7:17: yaml: a value begins with a character that YAML keeps for itself, put the text"
                + " in quotes"),
        row(
            "a variable that is not set",
            PASSWORD,
            "      password: {env: KEYTURN_TEST_NONE}\n",
            "7:23: directories.corp.bind.password.env: the environment variable KEYTURN_TEST_NONE"
                + " is not set or empty, set it where Keyturn is started"),
        row(
            "a name that is no variable",
            PASSWORD,
            "      password: {env: \"a b\"}\n",
            "7:23: directories.corp.bind.password.env: is no name of an environment variable, use"
                + " letters, digits and _"),
        row(
            "a credential outside of systemd",
            PASSWORD,
            "      password: {credential: bind}\n",
            "7:30: directories.corp.bind.password.credential: $CREDENTIALS_DIRECTORY is not set,"
                + " start Keyturn from a systemd unit with LoadCredential=bind:PATH"),
        row(
            "a credential that leaves its folder",
            PASSWORD,
            "      password: {credential: ../bind}\n",
            "7:30: directories.corp.bind.password.credential: is no name of a credential, use"
                + " letters, digits, dot, - and _"),
        row(
            "a secret file that is not there",
            PASSWORD,
            "      password: {file: none.pw}\n",
            "7:24: directories.corp.bind.password.file: none.pw does not exist, create it or name"
                + " another"),
        row(
            "a bind DN that is none",
            BIND_DN,
            "      dn: keyturn\n",
            "6:11: directories.corp.bind.dn: \"keyturn\" is no DN, write a DN like"
                + " \"cn=keyturn,ou=services,dc=example,dc=com\""),
        row(
            "a base that is no DN",
            BASE_DN,
            "      base: people\n",
            "9:13: directories.corp.accounts.base: \"people\" is no DN, write a DN like"
                + " \"cn=keyturn,ou=services,dc=example,dc=com\""),
        row(
            "a base where the server keeps itself",
            BASE_DN,
            "      base: \"CN=Config\"\n",
            "9:13: directories.corp.accounts.base: \"CN=Config\" is where the server keeps itself,"
                + " write where the accounts are, like \"ou=people,dc=example,dc=com\""),
        row(
            "an empty base",
            BASE_DN,
            "      base: \"\"\n",
            "9:13: directories.corp.accounts.base: is empty, write a DN like"
                + " \"cn=keyturn,ou=services,dc=example,dc=com\""),
        row(
            "a filter without its end",
            BASE_DN,
            BASE_DN + "      filter: \"(objectClass=person\"\n",
            "10:15: directories.corp.accounts.filter: \"(objectClass=person\" is no LDAP filter (it"
                + " has an opening parenthesis at position 0 without the expected closing"
                + " parenthesis at position 18), write a filter like \"(employeeType=staff)\""),
        row(
            "a filter without parentheses",
            BASE_DN,
            BASE_DN + "      filter: objectClass=person\n",
            "10:15: directories.corp.accounts.filter: \"objectClass=person\" is no LDAP filter (it"
                + " does not begin with a parenthesis), write a filter like"
                + " \"(employeeType=staff)\""),
        row(
            "an attribute with a space",
            BASE_DN,
            BASE_DN + "      login: user name\n",
            "10:14: directories.corp.accounts.login: \"user name\" is no attribute, write the name"
                + " of an attribute like uid or mail"),
        row(
            "an attribute that holds passwords",
            BASE_DN,
            BASE_DN + "      mail: UserPassword\n",
            "10:13: directories.corp.accounts.mail: UserPassword holds passwords, which are never"
                + " read, write the name of an attribute like uid or mail"),
        row(
            "a protected DN that is none",
            URL,
            URL + "    protected: {dns: [\"uid=a,dc=b\", breakglass]}\n",
            "4:37: directories.corp.protected.dns[1]: \"breakglass\" is no DN, write a DN like"
                + " \"cn=keyturn,ou=services,dc=example,dc=com\""),
        row(
            "a default policy that is no DN",
            URL,
            URL + "    default-policy: default\n",
            "4:21: directories.corp.default-policy: \"default\" is no DN, write a DN like"
                + " \"cn=keyturn,ou=services,dc=example,dc=com\""),
        row(
            "no connection at all",
            URL,
            URL + "    connections: 0\n",
            "4:18: directories.corp.connections: \"0\" does not fit, write a whole number from 1 to"
                + " 64"),
        row(
            "a time without unit",
            URL,
            URL + "    response-timeout: 30\n",
            "4:23: directories.corp.response-timeout: \"30\" is no duration, write for example 30s,"
                + " 15m, 12h, 90d or 1d12h"),
        row(
            "no time at all",
            URL,
            URL + "    connect-timeout: 0s\n",
            "4:22: directories.corp.connect-timeout: is no time at all, write for example 30s, 15m,"
                + " 12h, 90d or 1d12h"),
        row(
            "a policy for an unknown directory",
            POLICY,
            "  default: {directory: crop}\n",
            "11:24: password-policies.default.directory: \"crop\" is not among directories, did you"
                + " mean corp?"),
        row(
            "a policy without a directory",
            POLICY,
            "  default: {max-age: 90d}\n",
            "11:3: password-policies.default.directory: is missing, write directory: corp"),
        row(
            "a duration in words",
            POLICY,
            "  default: {directory: corp, max-age: 90 days}\n",
            "11:39: password-policies.default.max-age: \"90 days\" is no duration, write for"
                + " example 30s, 15m, 12h, 90d or 1d12h"),
        row(
            "a duration in weeks",
            POLICY,
            "  default: {directory: corp, max-age: 12w}\n",
            "11:39: password-policies.default.max-age: \"12w\" is no duration, write for example"
                + " 30s, 15m, 12h, 90d or 1d12h"),
        row(
            "a duration beyond a century",
            POLICY,
            "  default: {directory: corp, max-age: 36501d}\n",
            "11:39: password-policies.default.max-age: \"36501d\" is longer than 36500d, write for"
                + " example 30s, 15m, 12h, 90d or 1d12h"),
        row(
            "a duration with its units in the wrong order",
            POLICY,
            "  default: {directory: corp, max-age: 12h1d}\n",
            "11:39: password-policies.default.max-age: \"12h1d\" is no duration, write for example"
                + " 30s, 15m, 12h, 90d or 1d12h"),
        row(
            "never where a time is needed",
            POLICY,
            "  default: {directory: corp, max-age: 90d, warn: never}\n",
            "11:50: password-policies.default.warn: \"never\" is no duration, write for example"
                + " 30s, 15m, 12h, 90d or 1d12h"),
        row(
            "a warning as long as the age",
            POLICY,
            "  default: {directory: corp, max-age: 14d, warn: 14d}\n",
            "11:50: password-policies.default.warn: is not shorter than max-age, write less, like"
                + " 14d"),
        row(
            "a warning of an end that never comes",
            POLICY,
            "  default: {directory: corp, max-age: never, warn: 14d}\n",
            "11:52: password-policies.default.warn: warns of an end that max-age: never does not"
                + " bring, leave warn out"),
        row(
            "two policies with one entry",
            POLICY,
            "  a: {directory: corp, dn: \"cn=p,dc=x\"}\n"
                + "  b: {directory: corp, dn: \"CN=P, DC=X\"}\n",
            "12:6: password-policies.b: is the same entry as a, keep one of them"),
        row(
            "yes is not true",
            POLICY,
            "  default: {directory: corp, must-change: yes}\n",
            "11:43: password-policies.default.must-change: \"yes\" is neither true nor false, write"
                + " true or false"),
        row(
            "a job for an unknown directory",
            "    directory: corp\n",
            "    directory: corp2\n",
            "14:16: jobs.nightly.directory: \"corp2\" is not among directories, did you mean"
                + " corp?"),
        row(
            "a job without when",
            WHEN,
            "",
            "13:3: jobs.nightly.when: is missing, write when: always"),
        row(
            "a job without do",
            DO,
            "",
            "13:3: jobs.nightly.do: is missing, write do: force-change"),
        row(
            "a crontab line in place of Quartz's",
            SCHEDULE,
            "    schedule: \"30 2 * * 1-5\"\n",
            "15:15: jobs.nightly.schedule: \"30 2 * * 1-5\" is no schedule (has 5 fields, Quartz"
                + " wants 6 or 7 with the seconds first), write a Quartz cron expression like \"0"
                + " 30 2 ? * MON-FRI\""),
        row(
            "a schedule with both days",
            SCHEDULE,
            "    schedule: \"0 30 2 * * *\"\n",
            "15:15: jobs.nightly.schedule: \"0 30 2 * * *\" is no schedule (Support for specifying"
                + " both a day-of-week AND a day-of-month parameter is not implemented), write a"
                + " Quartz cron expression like \"0 30 2 ? * MON-FRI\""),
        row(
            "a schedule for a day that never comes",
            SCHEDULE,
            "    schedule: \"0 0 0 30 2 ?\"\n",
            "15:15: jobs.nightly.schedule: \"0 0 0 30 2 ?\" is no schedule (names a day that never"
                + " comes), write a Quartz cron expression like \"0 30 2 ? * MON-FRI\""),
        row(
            "a schedule with an hour 25",
            SCHEDULE,
            "    schedule: \"0 0 25 ? * MON\"\n",
            "15:15: jobs.nightly.schedule: \"0 0 25 ? * MON\" is no schedule (Hour values must be"
                + " between 0 and 23), write a Quartz cron expression like \"0 30 2 ? * MON-FRI\""),
        row(
            "a time zone with a typing mistake",
            SCHEDULE,
            SCHEDULE + "    time-zone: Europe/Amsterdm\n",
            "16:16: jobs.nightly.time-zone: \"Europe/Amsterdm\" is no time zone, did you mean"
                + " Europe/Amsterdam?"),
        row(
            "a time zone that resembles none",
            SCHEDULE,
            SCHEDULE + "    time-zone: Atlantis\n",
            "16:16: jobs.nightly.time-zone: \"Atlantis\" is no time zone, write a time zone like"
                + " Europe/Amsterdam or UTC"),
        row(
            "a time zone without a schedule",
            SCHEDULE,
            "    time-zone: UTC\n",
            "15:16: jobs.nightly.time-zone: belongs to a schedule, add schedule, or leave it out"),
        row(
            "a rule without its time",
            WHEN,
            "    when: password-older-than\n",
            "16:11: jobs.nightly.when: password-older-than lacks its time, write"
                + " {password-older-than: 90d}"),
        row(
            "a rule that does not exist",
            WHEN,
            "    when: sometimes\n",
            "16:11: jobs.nightly.when: \"sometimes\" is no rule, write always, or one of"
                + " {password-older-than: 90d} and the like"),
        row(
            "a rule with a typing mistake",
            WHEN,
            "    when: {password-older-then: 90d}\n",
            "16:12: jobs.nightly.when.password-older-then: is no key here, did you mean"
                + " password-older-than?"),
        row(
            "two rules",
            WHEN,
            "    when: {password-older-than: 90d, inactive-for: 90d}\n",
            "16:11: jobs.nightly.when: holds 2 rules, keep one, and write a second job for"
                + " another"),
        row(
            "no rule",
            WHEN,
            "    when: {}\n",
            "16:11: jobs.nightly.when: holds no rule, write always, or one of {password-older-than:"
                + " 90d} and the like"),
        row(
            "a rule of no time",
            WHEN,
            "    when: {inactive-for: 0d}\n",
            "16:26: jobs.nightly.when.inactive-for: is no time at all, write for example 30s, 15m,"
                + " 12h, 90d or 1d12h"),
        row(
            "an action that does not exist",
            DO,
            "    do: force_change\n",
            "17:9: jobs.nightly.do: \"force_change\" is not known here, did you mean"
                + " force-change?"),
        row(
            "an action of a later version: remove",
            DO,
            "    do: remove\n",
            "17:9: jobs.nightly.do: remove is not done by this version, write one of reset,"
                + " force-change, force-change-off, expire, spread, never-expire, never-expire-off,"
                + " unlock, disable, enable, remind, sync"),
        row(
            "an action of a later version: purge",
            DO,
            "    do: purge\n",
            "17:9: jobs.nightly.do: purge is not done by this version, write one of reset,"
                + " force-change, force-change-off, expire, spread, never-expire, never-expire-off,"
                + " unlock, disable, enable, remind, sync"),
        row(
            "a reminder of an end that the rule does not know",
            DO,
            "    do: remind\n",
            "16:11: jobs.nightly.when: does not say when a password ends, write {expires-within:"
                + " 14d} for do: remind"),
        row(
            "a reset without a way to the person",
            DO,
            "    do: reset\n",
            "13:3: jobs.nightly.deliver: is missing, write deliver: mail"),
        row(
            "a reset shown to nobody",
            DO,
            "    do: reset\n    deliver: show\n",
            "18:14: jobs.nightly.deliver: show needs a person at the terminal, which a job has not,"
                + " write mail"),
        row(
            "a reset by a link without a portal",
            DO,
            "    do: reset\n    deliver: link\n",
            "18:14: jobs.nightly.deliver: link leads to the portal, and there is no web with a"
                + " public-url, write mail"),
        row(
            "a way to the person where nothing is delivered",
            DO,
            DO + "    deliver: mail\n",
            "18:14: jobs.nightly.deliver: is for do: reset, leave it out for do: force-change"),
        row(
            "must-change where there is no reset",
            DO,
            DO + "    must-change: false\n",
            "18:18: jobs.nightly.must-change: is for do: reset, leave it out for do: force-change"),
        row(
            "mail that nothing sends",
            DO + BRAKE + "mail:\n  folder: mail\n",
            "    do: reset\n    deliver: mail\n",
            "17:9: jobs.nightly.do: reset sends mail, and nothing says how, add mail: {folder:"
                + " /var/lib/keyturn/mail}"),
        row(
            "a selection outside of the accounts",
            DO,
            DO + "    select: {base: \"ou=services,dc=example,dc=com\"}\n",
            "18:20: jobs.nightly.select.base: \"ou=services,dc=example,dc=com\" is not below the"
                + " directory's accounts, write a DN below \"ou=people,dc=example,dc=com\""),
        row(
            "a selection with a broken filter in a list",
            DO,
            DO + "    select: {filter: [\"(a=b)\", \"(a=b\"]}\n",
            "18:32: jobs.nightly.select.filter[1]: \"(a=b\" is no LDAP filter (it has an opening"
                + " parenthesis at position 0 without the expected closing parenthesis at position"
                + " 3), write a filter like \"(employeeType=staff)\""),
        row(
            "waves without a size",
            DO,
            DO + "    waves: {every: 1d}\n",
            "18:5: jobs.nightly.waves.size: is missing, write size: 200"),
        row(
            "a brake below zero",
            BRAKE,
            "brake: {max: -1}\n",
            "18:14: brake.max: \"-1\" does not fit, write a whole number of 0 or more"),
        row(
            "a brake in words",
            BRAKE,
            "brake: {max: many}\n",
            "18:14: brake.max: \"many\" does not fit, write a whole number of 0 or more"),
        row(
            "a brake of half an account",
            BRAKE,
            "brake: {max: 1.5}\n",
            "18:14: brake.max: \"1.5\" does not fit, write a whole number of 0 or more"),
        row(
            "more than all",
            BRAKE,
            "brake: {max-percent: 100.5}\n",
            "18:22: brake.max-percent: \"100.5\" is no percentage, write a number from 0 to 100,"
                + " without %"),
        row(
            "a percentage with its sign",
            BRAKE,
            "brake: {max-percent: 10%}\n",
            "18:22: brake.max-percent: \"10%\" is no percentage, write a number from 0 to 100,"
                + " without %"),
        row(
            "PostgreSQL",
            BRAKE,
            "store: {url: \"jdbc:postgresql://u:hunter2@db/k\", user: k, password: {file:"
                + " db.pw}}\n",
            "18:14: store.url: this version keeps its ledger in a folder of its own, not in"
                + " PostgreSQL, write path: /var/lib/keyturn"),
        row(
            "a store's user without its url",
            BRAKE,
            "store: {user: k}\n",
            "18:15: store.user: belongs to a store with a url, leave it out"),
        row(
            "a mail server with its password",
            FOLDER,
            "  smtp: \"smtp://user:hunter2@mail.example.com:587\"\n",
            "20:9: mail.smtp: holds a user name or password, write smtp://mail.example.com:587 and"
                + " put the user into user"),
        row(
            "a mail server by another protocol",
            FOLDER,
            "  smtp: mail.example.com\n",
            "20:9: mail.smtp: \"mail.example.com\" does not begin with smtp:// or smtps://, write"
                + " smtp://mail.example.com:587"),
        row(
            "a mail server and a folder",
            FOLDER,
            FOLDER + "  smtp: smtp://mail.example.com\n",
            "20:11: mail.folder: stands beside smtp, keep one of the two"),
        row(
            "a mail server far away without TLS",
            FOLDER,
            "  smtp: smtp://mail.example.com\n  tls: none\n",
            "20:9: mail.smtp: \"smtp://mail.example.com\" is not on this machine, and tls: none"
                + " would send passwords unencrypted, leave tls out: STARTTLS is then demanded"),
        row(
            "a mail user without a password",
            FOLDER,
            "  smtp: smtp://mail.example.com\n  user: k\n",
            "21:9: mail.user: has no password, write password: {file: /etc/keyturn/smtp.pw} beside"
                + " it"),
        row(
            "a user of a folder",
            FOLDER,
            FOLDER + "  user: k\n",
            "21:9: mail.user: says nothing of a folder, keep it with smtp"),
        row(
            "mail without a folder",
            FOLDER,
            "  from: it@example.com\n",
            "19:1: mail.folder: is missing, write folder: /var/lib/keyturn/mail, or smtp:"
                + " smtp://mail.example.com:587"),
        row(
            "a sender with a line break",
            FOLDER,
            FOLDER + "  from: \"it@example.com\\nBcc: all@example.com\"\n",
            "21:9: mail.from: holds a line break or control character, write an address like"
                + " it@example.com"),
        row(
            "a sender with a name",
            FOLDER,
            FOLDER + "  from: \"IT <it@example.com>\"\n",
            "21:9: mail.from: \"IT <it@example.com>\" is no mail address, write an address like"
                + " it@example.com"),
        row(
            "a mail folder that is a file",
            FOLDER,
            "  folder: ca.pem\n",
            "20:11: mail.folder: ca.pem is no folder, name a folder; it is made where it is"
                + " missing"),
        row(
            "templates that are not there",
            FOLDER,
            FOLDER + "  templates: none\n",
            "21:14: mail.templates: none is no folder, make it, or leave templates out"),
        row(
            "more kinds of characters than characters",
            BRAKE,
            "passwords: {length: 8, min-length: 8, upper: 3, lower: 3, digits: 3}\n",
            "18:21: passwords.length: no password of 8 characters has the 9 that are asked for,"
                + " write a length of 9 or more, or ask for fewer of each kind"),
        row(
            "generated passwords that the own rule refuses",
            BRAKE,
            "passwords: {length: 12, min-length: 14}\n",
            "18:21: passwords.length: generated passwords of 12 characters are below min-length,"
                + " write a length of 14 or more, or a lower min-length"),
        row(
            "generated passwords that are too short",
            BRAKE,
            "passwords: {length: 7}\n",
            "18:21: passwords.length: \"7\" does not fit, write a whole number from 8 to 128"),
        row(
            "a blocklist that is not there",
            BRAKE,
            "passwords: {blocklist: none.txt}\n",
            "18:24: passwords.blocklist: none.txt does not exist, create it or name another"),
        row(
            "a portal at no port",
            BRAKE,
            "web: {listen: localhost, tls: none}\n",
            "18:15: web.listen: \"localhost\" is no address to listen at, write ADDRESS:PORT like"
                + " 127.0.0.1:8443"),
        row(
            "a portal without TLS",
            BRAKE,
            "web: {public-url: \"https://password.example.com\"}\n",
            "18:1: web.tls: is missing, write tls: {certificate: web.pem, key: web.key}"),
        row(
            "a portal that others reach without TLS",
            BRAKE,
            "web: {listen: \"0.0.0.0:80\", tls: none}\n",
            "18:34: web.tls: none would take passwords unencrypted at 0.0.0.0:80, which others can"
                + " reach, write {certificate: web.pem, key: web.key}, or {keystore: web.p12,"
                + " password: {file: …}}; or listen at 127.0.0.1 behind a proxy of this machine"),
        row(
            "a portal whose people type plain http",
            BRAKE,
            "web: {public-url: \"http://password.example.com\", tls: none}\n",
            "18:19: web.public-url: is no https address without path, write"
                + " https://password.example.com"),
        row(
            "a portal with a certificate for its key",
            BRAKE,
            "web: {tls: {certificate: ca.pem, key: bind.pw}}\n",
            "18:39: web.tls.key: bind.pw holds no key of the form -----BEGIN PRIVATE KEY-----,"
                + " write it so: openssl pkcs8 -topk8 -nocrypt -in OLD.key -out bind.pw"),
        row(
            "a portal whose text nobody could read",
            BRAKE,
            "web: {tls: none, brand: {accent: \"#ffcc00\"}}\n",
            "18:34: web.brand.accent: \"#ffcc00\" is too light: white on it cannot be read (below"
                + " 4.5 to 1), write a dark colour like \"#1d4fd7\", quoted"));
  }
}
