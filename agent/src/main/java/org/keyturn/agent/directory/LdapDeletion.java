package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;

/** Out of the directory for good, and what is kept of it before. */
final class LdapDeletion {

  private static final Set<String> PASSWORDS = Set.of("userpassword", "unicodepwd", "authpassword");

  private final Link link;
  private final Function<Write, Optional<Filter>> assertion;
  private final String bindDn;
  private final Function<AccountId, Optional<Account>> reader;

  /**
   * @param assertion what a server is to find before it deletes; empty where it knows no assertions
   * @param bindDn who needs the rights, for people
   * @param reader finds an account wherever it stands
   */
  LdapDeletion(
      Link link,
      Function<Write, Optional<Filter>> assertion,
      String bindDn,
      Function<AccountId, Optional<Account>> reader) {
    this.link = link;
    this.assertion = assertion;
    this.bindDn = bindDn;
    this.reader = reader;
  }

  String ldif(String dn, String home, List<HeldValues> also, List<Membership> groups) {
    Entry whole = new Entry(home);
    entry(dn).getAttributes().stream()
        .filter(a -> !PASSWORDS.contains(a.getBaseName().toLowerCase(Locale.ROOT)))
        .forEach(whole::addAttribute);
    also.forEach(
        held ->
            whole.addAttribute(
                new Attribute(held.attribute(), held.values().toArray(byte[][]::new))));
    StringBuilder text = new StringBuilder("version: 1\n");
    append(text, new LDIFAddChangeRecord(whole).toLDIFString());
    for (Membership m : groups) {
      Modification join = new Modification(ModificationType.ADD, m.attribute(), m.value());
      append(text, new LDIFModifyChangeRecord(m.group(), join).toLDIFString());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String change) {
    text.append(change).append("\n\n");
  }

  private Entry entry(String dn) {
    try {
      List<SearchResultEntry> found =
          link.search(
                  new SearchRequest(
                      dn, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), "*"))
              .getSearchEntries();
      if (found.isEmpty()) {
        throw new DirectoryException(
            DirectoryException.Kind.BAD_REQUEST, dn + " cannot be read whole before it is deleted");
      }
      return found.get(0);
    } catch (LDAPException e) {
      throw Failures.read(e, "reading " + dn);
    }
  }

  WriteResult delete(Account seen) {
    try {
      Optional<Account> now = reader.apply(seen.id());
      if (now.isEmpty()) {
        return new WriteResult.AlreadySo();
      }
      if (!Bases.dn(now.get().dn()).equals(Bases.dn(seen.dn()))) {
        return new WriteResult.Stale("moved", "now " + now.get().dn());
      }
      if (now.get().state().enabled()) {
        return new WriteResult.Stale("changed-since", "it was enabled");
      }
    } catch (DirectoryException e) {
      return Failures.unsent(e);
    }
    try {
      DeleteRequest request = request(seen);
      link.with(connection -> connection.delete(request));
    } catch (LDAPException e) {
      return notDeleted(e, seen.dn());
    }
    return reader.apply(seen.id()).isEmpty()
        ? new WriteResult.Applied(EntryVersion.of(Map.of()))
        : new WriteResult.Unknown("deleted, and there still: " + seen.dn());
  }

  private DeleteRequest request(Account seen) {
    DeleteRequest request = new DeleteRequest(seen.dn());
    assertion
        .apply(new Write(seen.id(), seen.dn(), seen.version(), new PasswordChange.Purge()))
        .ifPresent(unchanged -> request.addControl(new AssertionRequestControl(unchanged, true)));
    return request;
  }

  private WriteResult notDeleted(LDAPException e, String dn) {
    int code = e.getResultCode().intValue();
    if (code == ResultCode.NOT_ALLOWED_ON_NONLEAF_INT_VALUE) {
      return new WriteResult.Rejected(
          "has-children", code, dn + " has entries below it; look at them, and delete them first");
    }
    if (code == ResultCode.ASSERTION_FAILED_INT_VALUE) {
      return new WriteResult.Stale("changed-since", dn + " was changed right before its deletion");
    }
    return code == ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE
        ? new WriteResult.Rejected(
            "insufficient-access", code, bindDn + " needs the right to delete " + dn)
        : Failures.write(e);
  }
}
