package org.keyturn.agent.config;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** Keys, and YAML itself. */
@DisplayName("A mistake in the config is told with its place and its mend")
final class YamlMistakesTest extends MistakesCase {

  static Stream<Row> mistakes() {
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
                + " business-hours, mail, sms, jobs, web, links, sheets, removal, store, webhooks,"
                + " hooks, console, metrics, passwords, recovery, operator"),
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
                + " business-hours, mail, sms, jobs, web, links, sheets, removal, store, webhooks,"
                + " hooks, console, metrics, passwords, recovery, operator"));
  }
}
