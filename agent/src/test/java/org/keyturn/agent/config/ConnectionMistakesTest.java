package org.keyturn.agent.config;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** How a directory is reached, and with which password. */
@DisplayName("A mistake in the config is told with its place and its mend")
final class ConnectionMistakesTest extends MistakesCase {

  static Stream<Row> mistakes() {
    return Stream.of(
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
                + " ldaps://ldap.example.com"),
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
                + " \"cn=keyturn,ou=services,dc=example,dc=com\""));
  }
}
