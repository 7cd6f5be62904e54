package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Link;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.SignIn;

/** Finds out which dialect a server speaks: what it can do first, who made it second. */
public final class Dialects {

  private static final String SUPPORTED = "openldap, apacheds, 389ds, ad, opendj";

  /** LDAP_CAP_ACTIVE_DIRECTORY_OID: a domain controller says so, Microsoft's as well as Samba's. */
  private static final String DOMAIN_CONTROLLER = "1.2.840.113556.1.4.800";

  private static final String ASSERTION = "1.3.6.1.1.12";
  private static final String ACCOUNT_USABILITY = "1.3.6.1.4.1.42.2.27.9.5.8";
  private static final String POST_READ = "1.3.6.1.1.13.2";

  private static final Pattern SERVERS_OWN =
      Pattern.compile(
          "^(cn=(config|schema|monitor|changelog|accesslog)|ou=(system|schema|config)|o=netscaperoot"
              + "|dc=(domain|forest)dnszones)(,|$)|(^|,)cn=configuration,dc=");

  private Dialects() {}

  /**
   * @throws DirectoryException where the server cannot be asked, or is none of those supported
   */
  public static Dialect detect(Link link, DirectorySettings settings, SignIn signIn, Clock clock) {
    Entry rootDse = rootDse(link);
    String name = settings.dialect().orElseGet(() -> guess(rootDse));
    Target target = new Target(link, settings, rootDse, product(rootDse), signIn);
    return switch (name) {
      case "openldap" -> {
        Policies policies = openLdapPolicies(target);
        BeheraVocabulary vocabulary =
            new BeheraVocabulary(
                policies, settings.neverExpirePolicy(), OpenLdap.GRANULARITY, clock);
        yield new OpenLdap(target, policies, vocabulary, new Entries(target, vocabulary, clock));
      }
      case "apacheds" -> {
        Policies policies = configuredPolicies(target);
        BeheraVocabulary vocabulary =
            new BeheraVocabulary(policies, settings.neverExpirePolicy(), Duration.ZERO, clock);
        yield new ApacheDs(target, policies, vocabulary, new Entries(target, vocabulary, clock));
      }
      case "ad" -> ActiveDirectory.of(target, clock);
      case "389ds" -> new Ds389(target, clock);
      case "opendj" -> OpenDj.of(target, clock);
      default -> throw unsupported(name, target.product());
    };
  }

  /**
   * What a server says of itself, before it is known where its accounts are.
   *
   * @param dialect as the config spells it
   * @param product what it calls itself; may be blank
   * @param contexts the naming contexts that may hold accounts, the server's default first
   */
  public record Recognised(String dialect, String product, List<String> contexts) {}

  /**
   * @throws DirectoryException where the server cannot be asked, or is none of those supported
   */
  public static Recognised recognise(Link link) {
    Entry rootDse = rootDse(link);
    String dialect = guess(rootDse);
    if (dialect.isEmpty()) {
      throw unsupported(dialect, product(rootDse));
    }
    Stream<String> first = values(rootDse, "defaultNamingContext");
    List<String> contexts =
        Stream.concat(first, values(rootDse, "namingContexts"))
            .filter(context -> !context.isBlank() && NormalDn.isDn(context))
            .filter(context -> !isServersOwn(context))
            .collect(Collectors.toMap(NormalDn::of, c -> c, (a, b) -> a, LinkedHashMap::new))
            .values()
            .stream()
            .toList();
    return new Recognised(dialect, product(rootDse), contexts);
  }

  private static Stream<String> values(Entry entry, String attribute) {
    String[] values = entry.getAttributeValues(attribute);
    return values == null ? Stream.empty() : Arrays.stream(values);
  }

  /** Where servers keep themselves, and a domain controller its configuration and its zones. */
  private static boolean isServersOwn(String context) {
    return SERVERS_OWN.matcher(NormalDn.of(context).text()).find();
  }

  private static DirectoryException unsupported(String name, String product) {
    String what =
        name.isEmpty()
            ? "this server ("
                + (product.isBlank() ? "it does not say which" : product)
                + ") is none of those supported: "
            : "dialect " + name + " is not supported; there are ";
    return new DirectoryException(DirectoryException.Kind.BAD_REQUEST, what + SUPPORTED);
  }

  private static Entry rootDse(Link link) {
    try {
      SearchRequest request =
          new SearchRequest(
              "", SearchScope.BASE, Filter.createPresenceFilter("objectClass"), "*", "+");
      SearchResultEntry entry = link.search(request).getSearchEntry("");
      if (entry == null) {
        throw new DirectoryException(
            DirectoryException.Kind.REFUSED, "the server does not show its root DSE");
      }
      return entry;
    } catch (LDAPException e) {
      throw e.getResultCode().equals(ResultCode.UNWILLING_TO_PERFORM)
          ? mustChange(e)
          : Failures.read(e, "the server's root DSE cannot be read");
    }
  }

  /** So does 389-DS answer whoever it let in to change the password and for nothing else. */
  private static DirectoryException mustChange(LDAPException e) {
    return new DirectoryException(
        DirectoryException.Kind.REFUSED,
        e.getResultCode().intValue(),
        "the server lets the agent in and refuses all else ("
            + Failures.said(e)
            + "): on 389-DS its own password must be changed first; put its account under a policy"
            + " with passwordMustChange: off and passwordExp: off",
        e);
  }

  /** slapd does not say who it is; its root DSE's class does. */
  private static String guess(Entry rootDse) {
    boolean guards = has(rootDse, "supportedControl", ASSERTION, POST_READ);
    boolean slapd =
        has(rootDse, "structuralObjectClass", "OpenLDAProotDSE")
            || has(rootDse, "objectClass", "OpenLDAProotDSE");
    if (slapd && guards) {
      return "openldap";
    }
    if (has(rootDse, "supportedCapabilities", DOMAIN_CONTROLLER)) {
      return "ad";
    }
    if (guards && has(rootDse, "supportedExtension", OpenDjStateWrite.OPERATION)) {
      return "opendj";
    }
    if (is389Ds(rootDse)) {
      return "389ds";
    }
    String vendor = rootDse.getAttributeValue("vendorName");
    return vendor != null && vendor.contains("Apache Software Foundation") ? "apacheds" : "";
  }

  /** Warns of expiry by a control of its own, and its kin keep its name for the version. */
  private static boolean is389Ds(Entry rootDse) {
    String version = rootDse.getAttributeValue("vendorVersion");
    return has(rootDse, "supportedControl", "2.16.840.1.113730.3.4.4", ACCOUNT_USABILITY)
        && version != null
        && version.startsWith("389-Directory");
  }

  private static String product(Entry rootDse) {
    String vendor = rootDse.getAttributeValue("vendorName");
    String version = rootDse.getAttributeValue("vendorVersion");
    if (vendor == null) {
      return guess(rootDse).equals("openldap") ? "OpenLDAP slapd" : "";
    }
    return version == null ? vendor : vendor + " " + version;
  }

  private static boolean has(Entry entry, String attribute, String... values) {
    String[] present = entry.getAttributeValues(attribute);
    return present != null
        && Arrays.stream(values)
            .allMatch(v -> Arrays.stream(present).anyMatch(v::equalsIgnoreCase));
  }

  private static Policies configuredPolicies(Target target) {
    return new Policies(
        target.link(),
        target.suffix(),
        target.settings().defaultPolicy(),
        "default-policy of the config");
  }

  private static Policies openLdapPolicies(Target target) {
    if (target.settings().defaultPolicy().isPresent()) {
      return configuredPolicies(target);
    }
    return new Policies(
        target.link(), target.suffix(), fromServerConfig(target), "olcPPolicyDefault of cn=config");
  }

  /** Where the agent may look into cn=config; few may. */
  private static Optional<String> fromServerConfig(Target target) {
    try {
      Filter database =
          Filter.createANDFilter(
              Filter.createEqualityFilter("objectClass", "olcDatabaseConfig"),
              Filter.createEqualityFilter("olcSuffix", target.suffix()));
      List<SearchResultEntry> databases =
          target
              .link()
              .search(new SearchRequest("cn=config", SearchScope.SUB, database, "olcSuffix"))
              .getSearchEntries();
      if (databases.size() != 1) {
        return Optional.empty();
      }
      Filter overlay = Filter.createPresenceFilter("olcPPolicyDefault");
      return target
          .link()
          .search(
              new SearchRequest(
                  databases.get(0).getDN(), SearchScope.SUB, overlay, "olcPPolicyDefault"))
          .getSearchEntries()
          .stream()
          .map(e -> e.getAttributeValue("olcPPolicyDefault"))
          .filter(NormalDn::isDn)
          .findFirst();
    } catch (LDAPException e) {
      return Optional.empty(); // not permitted, which is usual: the settings may name it
    }
  }
}
