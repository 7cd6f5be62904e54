package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.DirectoryException.Kind;
import org.keyturn.agent.directory.DirectorySettings.Accounts;
import org.keyturn.agent.directory.dialect.Dialect;
import org.keyturn.agent.directory.dialect.Dialects;
import org.keyturn.agent.directory.dialect.Dialects.Recognised;

/**
 * Looks around in a directory, reading alone: what server it is, where its accounts are, which of
 * their attributes are in use, which policies and groups of administrators there are.
 */
public final class Surveyor {

  /** Beyond these a person is told that there are more. */
  private static final int MOST = 200_000;

  private static final int PAGE = 500;
  private static final int PLACES = 8;
  private static final int ADMINS = 8;

  /** A class is that of the accounts where this share of them has it. */
  private static final int NEARLY_ALL_PERCENT = 90;

  private static final String AD = "ad";
  private static final String AD_ACCOUNTS = "(&(objectCategory=person)(objectClass=user))";

  /** The most telling first. */
  private static final List<String> CLASSES =
      List.of("inetOrgPerson", "organizationalPerson", "posixAccount", "person", "account");

  private static final List<String> RECOVERY_MAILS =
      List.of("recoveryMail", "mailAlternateAddress", "otherMailbox", "alternateMail", "homeMail");

  private static final String MOBILE = "mobile";

  private static final List<String> MEMBERS = List.of("member", "uniqueMember", "memberUid");

  private final Link link;
  private final DirectorySettings settings;

  private Surveyor(Link link, DirectorySettings settings) {
    this.link = link;
    this.settings = settings;
  }

  /**
   * @param settings whose account base is where to look; where it is blank, everywhere
   * @throws DirectoryException where the server cannot be reached, trusted or asked, is none of
   *     those supported, or shows no account
   */
  public static Survey survey(DirectorySettings settings) {
    try (Link link = Directories.connect(settings)) {
      return new Surveyor(link, settings).survey();
    }
  }

  private Survey survey() {
    Recognised server = Dialects.recognise(link);
    boolean ad = server.dialect().equals(AD);
    Census census = new Census();
    String wanted = settings.accounts().base();
    List<String> roots = wanted.isBlank() ? server.contexts() : List.of(wanted);
    if (!wanted.isBlank()) {
      mustBeThere(wanted, server.contexts());
    }
    for (String root : roots) {
      countIfSeen(census, root, ad ? AD_ACCOUNTS : anyClass(), roots.size() > 1);
    }
    if (census.all() == 0) {
      throw new DirectoryException(
          Kind.BAD_REQUEST,
          settings.bindDn()
              + " sees no accounts below "
              + (roots.isEmpty() ? "anything" : String.join(" or ", roots))
              + ": let it read the people's entries, objectClass included"
              + (wanted.isBlank() ? "" : ", or look elsewhere"));
    }
    DN context =
        roots.stream().map(Bases::dn).max(Comparator.comparingInt(census::within)).orElseThrow();
    DN base = wanted.isBlank() ? census.most(context) : context;
    return found(server, census, context, base);
  }

  /** Who mistyped a base is told which there are. */
  private static void mustBeThere(String base, List<String> contexts) {
    boolean within =
        contexts.stream().anyMatch(c -> Bases.dn(base).isDescendantOf(Bases.dn(c), true));
    if (!within && !contexts.isEmpty()) {
      throw new DirectoryException(
          Kind.BAD_REQUEST,
          base + " is not on this server, which holds " + String.join(" and ", contexts));
    }
  }

  private Survey found(Recognised server, Census census, DN context, DN base) {
    boolean ad = server.dialect().equals(AD);
    String mainClass = mainClass(census, base);
    String recovery = recoveryMail(census, base);
    int mobile = census.having(base, MOBILE);
    Accounts accounts =
        new Accounts(
            base.toString(),
            ad ? AD_ACCOUNTS : "(objectClass=" + mainClass + ")",
            ad ? "sAMAccountName" : login(census, base),
            "mail",
            census.having(base, recovery) > 0 ? Optional.of(recovery) : Optional.empty(),
            mobile > 0 ? Optional.of(MOBILE) : Optional.empty());
    Survey.Counted counted =
        new Survey.Counted(
            ad ? census.within(base) : census.ofClass(base, mainClass),
            census.all(),
            census.all() >= MOST,
            census.having(base, "mail"),
            census.having(base, recovery),
            mobile);
    Dialect dialect =
        Dialects.detect(
            link, settings.withAccounts(accounts), new SignIn(link.server()), Clock.systemUTC());
    List<String> policies = policies(dialect);
    boolean told = dialect.defaultPolicy().isPresent();
    List<Survey.Group> admins = admins(dialect.suffix(), ad);
    return new Survey(
        server.dialect(),
        server.product(),
        new Survey.Proposal(
            accounts,
            told ? Optional.empty() : likelyDefault(policies),
            census.precious(base),
            admins.stream().map(Survey.Group::dn).toList()),
        counted,
        census.places(base, context, PLACES),
        told,
        policies,
        admins,
        census.mailDomain());
  }

  /**
   * @param others whether there are other places: then one that the agent may not see is none
   */
  private void countIfSeen(Census census, String root, String filter, boolean others) {
    try {
      count(census, root, filter);
    } catch (DirectoryException e) {
      if (!others || e.kind() == Kind.UNREACHABLE || e.kind() == Kind.INCOMPLETE) {
        throw e;
      }
    }
  }

  private void count(Census census, String base, String filter) {
    List<String> wanted = new ArrayList<>(List.of("objectClass", "uid", "cn", "mail", MOBILE));
    wanted.addAll(RECOVERY_MAILS);
    wanted.add(Census.SYSTEMS_OWN);
    String[] attributes = wanted.toArray(String[]::new);
    NormalDn agent = NormalDn.of(settings.bindDn());
    new PagedSearch(link)
        .run(
            base,
            parsed(filter),
            attributes,
            PAGE,
            entry -> {
              if (!NormalDn.of(entry.getDN()).equals(agent)) {
                census.count(entry);
              }
              return census.all() < MOST;
            });
  }

  private static String anyClass() {
    return "(|"
        + String.join("", CLASSES.stream().map(c -> "(objectClass=" + c + ")").toList())
        + ")";
  }

  private static Filter parsed(String filter) {
    try {
      return Filter.create(filter);
    } catch (LDAPException e) {
      throw new IllegalArgumentException(filter, e);
    }
  }

  private static String mainClass(Census census, DN base) {
    long enough = (long) census.within(base) * NEARLY_ALL_PERCENT;
    return CLASSES.stream()
        .filter(name -> census.ofClass(base, name) * 100L >= enough)
        .findFirst()
        .or(() -> CLASSES.stream().max(Comparator.comparingInt(c -> census.ofClass(base, c))))
        .orElseThrow();
  }

  private static String login(Census census, DN base) {
    long enough = (long) census.within(base) * NEARLY_ALL_PERCENT;
    return census.having(base, "uid") * 100L >= enough
            || census.namedBy(base, "cn") < census.having(base, "uid")
        ? "uid"
        : "cn";
  }

  private static String recoveryMail(Census census, DN base) {
    return RECOVERY_MAILS.stream()
        .max(Comparator.comparingInt(attribute -> census.having(base, attribute)))
        .orElseThrow();
  }

  private static List<String> policies(Dialect dialect) {
    try {
      return dialect.policies().stream().map(PasswordPolicy::dn).toList();
    } catch (DirectoryException e) {
      return List.of(); // the agent may have no right to see them: `check` tells which it lacks
    }
  }

  private static Optional<String> likelyDefault(List<String> policies) {
    return policies.stream()
        .filter(dn -> Bases.dn(dn).getRDN().toString().toLowerCase(Locale.ROOT).contains("default"))
        .findFirst()
        .or(() -> policies.size() == 1 ? policies.stream().findFirst() : Optional.empty());
  }

  /** Those that show members: another could not be protected. */
  private List<Survey.Group> admins(String suffix, boolean ad) {
    String kinds =
        ad
            ? "(objectClass=group)"
            : "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))";
    String names = "(cn=*admin*)(cn=wheel)(cn=sudo)(cn=root)" + (ad ? "(adminCount=1)" : "");
    List<Survey.Group> found = new ArrayList<>();
    new PagedSearch(link)
        .run(
            suffix,
            parsed("(&" + kinds + "(|" + names + "))"),
            Stream.concat(Stream.of("cn"), MEMBERS.stream()).toArray(String[]::new),
            PAGE,
            entry -> {
              int members = members(entry);
              if (members > 0) {
                found.add(new Survey.Group(entry.getDN(), members));
              }
              return found.size() < ADMINS;
            });
    found.sort(Comparator.comparing(group -> group.dn().toLowerCase(Locale.ROOT)));
    return found;
  }

  private static int members(Entry entry) {
    return MEMBERS.stream()
        .map(entry::getAttributeValues)
        .mapToInt(values -> values == null ? 0 : values.length)
        .sum();
  }
}
