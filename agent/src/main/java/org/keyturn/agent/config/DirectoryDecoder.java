package org.keyturn.agent.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.DirectorySettings.Accounts;
import org.keyturn.agent.directory.DirectorySettings.Tls;
import org.keyturn.agent.directory.NormalDn;

/** One entry of {@code directories}. */
final class DirectoryDecoder {

  private static final List<String> TLS = List.of("ldaps", "starttls", "none");
  private static final List<String> DIALECTS =
      List.of("auto", "openldap", "apacheds", "389ds", "ad", "opendj");

  /** Where servers keep themselves; no account is there. */
  private static final Set<String> SERVER_ENTRIES =
      Set.of("", "cn=config", "cn=schema", "cn=monitor", "ou=config", "ou=schema");

  private DirectoryDecoder() {}

  static DirectorySettings decode(String name, Value value) {
    try (Section section = value.section("write url, bind and accounts below it")) {
      Optional<Value> tlsValue = section.find("tls");
      Optional<Tls> tls =
          tlsValue
              .flatMap(v -> Scalars.choice(v, TLS))
              .map(text -> Tls.valueOf(text.toUpperCase(Locale.ROOT)));
      boolean judgeTls = tls.isPresent() || tlsValue.isEmpty();
      List<URI> urls =
          section
              .need("url", "ldaps://ldap1.example.com")
              .map(v -> UrlDecoder.decode(v, tls, judgeTls))
              .orElse(List.of());
      Optional<Path> trust = section.find("trust").flatMap(TrustFile::decode);
      Optional<Bind> bind = section.need("bind", Bind.EXAMPLE).map(DirectoryDecoder::bind);
      Optional<String> dialect =
          section
              .find("dialect")
              .flatMap(v -> Scalars.choice(v, DIALECTS))
              .filter(text -> !text.equals("auto"));
      Accounts accounts =
          section
              .need("accounts", "{base: \"ou=people,dc=example,dc=com\"}")
              .map(DirectoryDecoder::accounts)
              .orElse(NO_ACCOUNTS);
      Protected untouched =
          section.find("protected").map(DirectoryDecoder::untouched).orElse(Protected.NOTHING);
      Optional<String> defaultPolicy = section.find("default-policy").flatMap(Scalars::dn);
      Optional<String> neverExpire = section.find("never-expire-policy").flatMap(Scalars::dn);
      return new DirectorySettings(
          name,
          urls,
          trust,
          bind.map(Bind::dn).orElse(""),
          bind.map(Bind::password).orElse(SecretDecoder.NONE),
          tls.orElse(Tls.LDAPS),
          dialect,
          accounts,
          untouched.dns(),
          untouched.groups(),
          defaultPolicy,
          neverExpire,
          section.find("archive").flatMap(Scalars::dn),
          section.find("connections").flatMap(v -> Scalars.whole(v, 1, 64)).orElse(16),
          section.find("connect-timeout").flatMap(Scalars::span).orElse(Duration.ofSeconds(5)),
          section.find("response-timeout").flatMap(Scalars::span).orElse(Duration.ofSeconds(30)));
    }
  }

  private record Bind(String dn, SecretSource password) {
    static final String EXAMPLE =
        "{dn: \"cn=keyturn,ou=services,dc=example,dc=com\", password: {file: bind.pw}}";
  }

  private static Bind bind(Value value) {
    try (Section section = value.section("write " + Bind.EXAMPLE)) {
      Optional<Value> dn = section.need("dn", "\"cn=keyturn,ou=services,dc=example,dc=com\"");
      Optional<Value> password = section.need("password", "{file: bind.pw}");
      return new Bind(
          dn.flatMap(Scalars::dn).orElse(""),
          password.map(SecretDecoder::decode).orElse(SecretDecoder.NONE));
    }
  }

  private static final Accounts NO_ACCOUNTS =
      new Accounts("", "", "", "", Optional.empty(), Optional.empty());

  private static Accounts accounts(Value value) {
    try (Section section = value.section("write base and filter below it")) {
      return new Accounts(
          section
              .need("base", "\"ou=people,dc=example,dc=com\"")
              .flatMap(DirectoryDecoder::base)
              .orElse(""),
          section.find("filter").flatMap(Scalars::filter).orElse("(objectClass=inetOrgPerson)"),
          section.find("login").flatMap(Scalars::attribute).orElse("uid"),
          section.find("mail").flatMap(Scalars::attribute).orElse("mail"),
          section.find("recovery-mail").flatMap(Scalars::attribute),
          section.find("mobile").flatMap(Scalars::attribute));
    }
  }

  private static Optional<String> base(Value value) {
    Optional<String> dn = Scalars.dn(value);
    if (dn.isPresent() && SERVER_ENTRIES.contains(NormalDn.of(dn.get()).text())) {
      value.fail(
          Shown.quoted(dn.get()) + " is where the server keeps itself",
          "write where the accounts are, like \"ou=people,dc=example,dc=com\"");
      return Optional.empty();
    }
    return dn;
  }

  private record Protected(List<String> dns, List<String> groups) {
    static final Protected NOTHING = new Protected(List.of(), List.of());
  }

  private static Protected untouched(Value value) {
    try (Section section = value.section("write dns and groups below it")) {
      return new Protected(Scalars.dns(section.find("dns")), Scalars.dns(section.find("groups")));
    }
  }
}
