package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.dialect.Dialect;

/** {@link Placement} with no more than RFC 4511, but for a deletion's assertion. */
final class LdapPlacement implements Placement {

  private static final int PAGE = 500;

  private final Link link;
  private final String suffix;
  private final String bindDn;
  private final Function<AccountId, Optional<Account>> reader;
  private final LdapValues values;
  private final LdapDeletion deletion;

  /**
   * @param dialect of the naming context whose groups are looked at
   * @param bindDn who needs the rights, for people
   * @param reader finds an account wherever it stands
   */
  LdapPlacement(
      Link link, Dialect dialect, String bindDn, Function<AccountId, Optional<Account>> reader) {
    this.link = link;
    this.suffix = dialect.suffix();
    this.bindDn = bindDn;
    this.reader = reader;
    this.values = new LdapValues(link, bindDn);
    this.deletion = new LdapDeletion(link, dialect::assertion, bindDn, reader);
  }

  @Override
  public List<Membership> membershipsOf(Account account) {
    List<Membership> all = new ArrayList<>();
    find(all, "member", account.dn());
    find(all, "uniqueMember", DnText.withoutSharps(account.dn()));
    find(all, "memberUid", account.login());
    return List.copyOf(all);
  }

  /** One search an attribute: a group of ten thousand need not send them for one to be found. */
  private void find(List<Membership> all, String attribute, String value) {
    new PagedSearch(link)
        .run(
            suffix,
            Filter.createEqualityFilter(attribute, value),
            new String[] {"objectClass"},
            PAGE,
            group -> all.add(new Membership(group.getDN(), attribute, value)));
  }

  @Override
  public WriteResult join(Membership membership) {
    return change(membership, ModificationType.ADD);
  }

  @Override
  public WriteResult leave(Membership membership) {
    return change(membership, ModificationType.DELETE);
  }

  private WriteResult change(Membership m, ModificationType how) {
    ModifyRequest request =
        new ModifyRequest(m.group(), new Modification(how, m.attribute(), m.value()));
    try {
      link.modify(request);
      return new WriteResult.Applied(EntryVersion.of(Map.of()));
    } catch (LDAPException e) {
      return switch (e.getResultCode().intValue()) {
        case ResultCode.ATTRIBUTE_OR_VALUE_EXISTS_INT_VALUE,
            ResultCode.NO_SUCH_ATTRIBUTE_INT_VALUE ->
            new WriteResult.AlreadySo();
        case ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE ->
            rejected(e, "last-member", m.group() + " must not be empty");
        case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
            new WriteResult.Stale("group-gone", m.group() + " does not exist any more");
        case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
            isGone(m.group())
                ? new WriteResult.Stale("group-gone", m.group() + " does not exist any more")
                : rejected(
                    e,
                    "insufficient-access",
                    bindDn + " needs the right to write " + m.attribute() + " of " + m.group());
        // so a domain controller says what is there already, and what is not
        case ResultCode.UNWILLING_TO_PERFORM_INT_VALUE, ResultCode.ENTRY_ALREADY_EXISTS_INT_VALUE ->
            isSo(m, how) ? new WriteResult.AlreadySo() : Failures.write(e);
        default -> Failures.write(e);
      };
    }
  }

  private boolean isSo(Membership m, ModificationType how) {
    try {
      boolean absent =
          link.search(
                  new SearchRequest(
                      m.group(),
                      SearchScope.BASE,
                      Filter.createEqualityFilter(m.attribute(), m.value()),
                      SearchRequest.NO_ATTRIBUTES))
              .getSearchEntries()
              .isEmpty();
      return absent == how.equals(ModificationType.DELETE);
    } catch (LDAPException e) {
      return false; // then it is told as the server told it
    }
  }

  /** To a write to what is not there 389-DS only says that nobody may. */
  private boolean isGone(String dn) {
    try {
      link.search(
          new SearchRequest(dn, SearchScope.BASE, "(objectClass=*)", SearchRequest.NO_ATTRIBUTES));
      return false;
    } catch (LDAPException e) {
      return e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT);
    }
  }

  @Override
  public List<HeldValues> held(String dn, List<String> attributes) {
    return values.held(dn, attributes);
  }

  @Override
  public WriteResult clear(String dn, HeldValues held) {
    return values.clear(dn, held);
  }

  @Override
  public WriteResult restore(String dn, HeldValues held) {
    return values.restore(dn, held);
  }

  @Override
  public WriteResult move(AccountId id, String dn, String parent) {
    try {
      Optional<Account> now = reader.apply(id);
      if (now.isEmpty()) {
        return new WriteResult.Stale("gone", "the entry does not exist any more");
      }
      DN is = Bases.dn(now.get().dn());
      DN wanted = new DN(is.getRDN(), Bases.dn(parent));
      if (is.equals(wanted)) {
        return new WriteResult.AlreadySo();
      }
      return is.equals(Bases.dn(dn))
          ? move(is, wanted, id)
          : new WriteResult.Stale("moved", "now " + now.get().dn());
    } catch (DirectoryException e) {
      return Failures.unsent(e);
    }
  }

  private WriteResult move(DN from, DN to, AccountId id) {
    try {
      String rdn = from.getRDNString();
      ModifyDNRequest request =
          new ModifyDNRequest(from.toString(), rdn, true, to.getParentString());
      link.with(connection -> connection.modifyDN(request));
    } catch (LDAPException e) {
      return notMoved(e, from, to);
    }
    return reader
        .apply(id)
        .filter(after -> Bases.dn(after.dn()).equals(to))
        .<WriteResult>map(after -> new WriteResult.Applied(after.version()))
        .orElseGet(() -> new WriteResult.Unknown("moved, and not found at " + to));
  }

  private WriteResult notMoved(LDAPException e, DN from, DN to) {
    if (e.getResultCode().equals(ResultCode.ENTRY_ALREADY_EXISTS)) {
      return rejected(e, "name-taken", to + " exists already");
    }
    if (Failures.isAnswer(e) && !mayExist(to.getParentString())) { // each server has its own code
      return rejected(e, "no-such-parent", to.getParentString() + " does not exist");
    }
    return e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
        ? rejected(
            e,
            "insufficient-access",
            bindDn + " needs the right to move " + from + " below " + to.getParentString())
        : Failures.write(e);
  }

  @Override
  public String ldif(String dn, String home, List<HeldValues> also, List<Membership> groups) {
    return deletion.ldif(dn, home, also, groups);
  }

  @Override
  public WriteResult delete(Account seen) {
    return deletion.delete(seen);
  }

  @Override
  public boolean exists(String dn) {
    try {
      return found(dn);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return false;
      }
      throw Failures.read(e, "looking at " + dn);
    }
  }

  private boolean found(String dn) throws LDAPException {
    return !link.search(
            new SearchRequest(
                dn,
                SearchScope.BASE,
                Filter.createPresenceFilter("objectClass"),
                SearchRequest.NO_ATTRIBUTES))
        .getSearchEntries()
        .isEmpty();
  }

  /** False only where the server says so. */
  private boolean mayExist(String dn) {
    try {
      return found(dn);
    } catch (LDAPException e) {
      return !e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT);
    }
  }

  private static WriteResult rejected(LDAPException e, String reason, String detail) {
    return new WriteResult.Rejected(reason, e.getResultCode().intValue(), detail);
  }
}
