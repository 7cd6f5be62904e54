package org.keyturn.agent.config;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** Brake, store, mail, passwords and portal. */
@DisplayName("A mistake in the config is told with its place and its mend")
final class ServiceMistakesTest extends MistakesCase {

  static Stream<Row> mistakes() {
    return Stream.of(
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
