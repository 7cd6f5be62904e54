package org.keyturn.agent.config;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** What of a directory is meant, and its policies. */
@DisplayName("A mistake in the config is told with its place and its mend")
final class DirectoryMistakesTest extends MistakesCase {

  static Stream<Row> mistakes() {
    return Stream.of(
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
                + " true or false"));
  }
}
