package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.DirectoryException.Kind;

/**
 * Members of groups, nested ones included: {@code member} and {@code uniqueMember} by DN, {@code
 * memberUid} by login. A group that cannot be read is an error: not knowing is no permission.
 */
final class Groups {

  private static final String[] MEMBERS = {"member", "uniqueMember", "memberUid"};
  private static final String[] READ = {"objectClass", "member", "uniqueMember", "memberUid"};

  /** The classes that have no group without members (RFC 4519). */
  private static final Set<String> NEVER_EMPTY = Set.of("groupofnames", "groupofuniquenames");

  private static final int BATCH = 50;

  private final Link link;
  private final Bases bases;
  private final String login;
  private final RangedValues ranged;

  Groups(Link link, Bases bases, String login) {
    this.link = link;
    this.bases = bases;
    this.login = login;
    this.ranged = new RangedValues(link);
  }

  /** The normal DNs of everything in the group, the nested groups among them. */
  Set<NormalDn> membersOf(String group) {
    Set<NormalDn> all = new HashSet<>();
    Set<NormalDn> inside = groupsAmongAccounts();
    Deque<String> open = new ArrayDeque<>();
    open.add(group);
    boolean outermost = true;
    while (!open.isEmpty()) {
      Entry entry = read(open.remove(), outermost);
      outermost = false;
      if (entry == null) {
        continue;
      }
      for (String member : members(entry)) {
        NormalDn normal = NormalDn.of(member);
        if (all.add(normal) && mayBeGroup(member, normal, inside)) {
          open.add(member);
        }
      }
    }
    return all;
  }

  /** Accounts are not asked, one by one, whether they are groups. */
  private boolean mayBeGroup(String member, NormalDn normal, Set<NormalDn> inside) {
    return !bases.isWithin(Bases.dn(member)) || inside.contains(normal);
  }

  private Set<NormalDn> groupsAmongAccounts() {
    Set<NormalDn> found = new HashSet<>();
    Filter any =
        Filter.createORFilter(
            Filter.createPresenceFilter("member"),
            Filter.createPresenceFilter("uniqueMember"),
            Filter.createPresenceFilter("memberUid"));
    new PagedSearch(link)
        .run(
            bases.configured(),
            any,
            new String[] {"objectClass"},
            500,
            entry -> {
              found.add(NormalDn.of(entry.getDN()));
              return true;
            });
    return found;
  }

  private List<String> members(Entry entry) {
    List<String> all = new ArrayList<>();
    for (String attribute : new String[] {"member", "uniqueMember"}) {
      for (String value : ranged.of(entry, attribute)) {
        String dn = value.replaceFirst("#'[01]*'B$", ""); // Name And Optional UID, RFC 4517
        if (NormalDn.isDn(dn) && !dn.isBlank()) {
          all.add(dn);
        }
      }
    }
    List<String> logins = values(entry, "memberUid");
    for (int from = 0; from < logins.size(); from += BATCH) {
      all.addAll(byLogin(logins.subList(from, Math.min(logins.size(), from + BATCH))));
    }
    return all;
  }

  private List<String> byLogin(List<String> logins) {
    List<String> found = new ArrayList<>();
    Filter any =
        Filter.createORFilter(
            logins.stream().map(l -> Filter.createEqualityFilter(login, l)).toList());
    new PagedSearch(link)
        .run(
            bases.configured(),
            any,
            new String[] {"objectClass"},
            500,
            entry -> found.add(entry.getDN()));
    return found;
  }

  /** An entry that shows no members where there must be some shows that the agent may not look. */
  private static void refuseHidden(Entry entry, boolean isGroup) {
    String[] classes = entry.getObjectClassValues();
    boolean mustHaveSome =
        classes == null
            ? isGroup
            : Arrays.stream(classes)
                .anyMatch(c -> NEVER_EMPTY.contains(c.toLowerCase(Locale.ROOT)));
    if (mustHaveSome && entry.getAttributes().stream().noneMatch(a -> isMembers(a.getBaseName()))) {
      throw new DirectoryException(
          Kind.REFUSED,
          "the members of group "
              + entry.getDN()
              + " cannot be read: let the agent read "
              + String.join(", ", READ));
    }
  }

  private static boolean isMembers(String attribute) {
    return Arrays.stream(MEMBERS).anyMatch(attribute::equalsIgnoreCase);
  }

  private static List<String> values(Entry entry, String attribute) {
    String[] values = entry.getAttributeValues(attribute);
    return values == null ? List.of() : List.of(values);
  }

  private @Nullable Entry read(String dn, boolean mustExist) {
    SearchRequest request =
        new SearchRequest(
            Bases.dn(dn).toString(),
            SearchScope.BASE,
            Filter.createPresenceFilter("objectClass"),
            READ);
    request.setDerefPolicy(DereferencePolicy.NEVER);
    try {
      List<SearchResultEntry> found = link.search(request).getSearchEntries();
      if (!found.isEmpty()) {
        refuseHidden(found.get(0), mustExist);
        return found.get(0);
      }
    } catch (LDAPException e) {
      if (!e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        throw Failures.read(e, "group " + dn + " cannot be read");
      }
    }
    if (mustExist) {
      throw new DirectoryException(Kind.BAD_REQUEST, "group " + dn + " cannot be read");
    }
    return null; // a member that does not exist any more
  }
}
