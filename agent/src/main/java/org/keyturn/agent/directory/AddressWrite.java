package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Reach;

/**
 * Another address in place of the one that was read: that one is deleted by value in the same
 * modification, which every server refuses where it is another by now (RFC 4511, section 4.6).
 * Further values of the attribute stay.
 */
final class AddressWrite {

  private static final Set<ResultCode> MOVED =
      Set.of(
          ResultCode.NO_SUCH_ATTRIBUTE,
          ResultCode.NO_SUCH_OBJECT,
          ResultCode.ATTRIBUTE_OR_VALUE_EXISTS);

  private final Link link;
  private final DirectorySettings.Accounts accounts;

  AddressWrite(Link link, DirectorySettings.Accounts accounts) {
    this.link = link;
    this.accounts = accounts;
  }

  WriteResult apply(Account account, Reach which, String address) {
    return attribute(which)
        .map(attribute -> apply(account, attribute, which.of(account), address))
        .orElseGet(
            () ->
                new WriteResult.Rejected(
                    "no-attribute", -1, "the config names no attribute for this kind of address"));
  }

  private WriteResult apply(
      Account account, String attribute, Optional<String> old, String address) {
    List<Modification> both = new ArrayList<>();
    old.ifPresent(was -> both.add(new Modification(ModificationType.DELETE, attribute, was)));
    both.add(new Modification(ModificationType.ADD, attribute, address));
    try {
      link.modify(new ModifyRequest(account.dn(), both));
    } catch (LDAPException e) {
      return MOVED.contains(e.getResultCode())
          ? new WriteResult.Stale("changed-since-plan", Failures.said(e))
          : Failures.write(e);
    }
    return readBack(account, attribute, address);
  }

  /** Among whatever other values there are: servers show them in an order of their own. */
  private WriteResult readBack(Account account, String attribute, String address) {
    try {
      boolean there =
          link.search(
                      new SearchRequest(
                          account.dn(),
                          SearchScope.BASE,
                          Filter.createEqualityFilter(attribute, address),
                          SearchRequest.NO_ATTRIBUTES))
                  .getEntryCount()
              > 0;
      return there
          ? new WriteResult.Applied(account.version())
          : new WriteResult.Unknown("it was taken, and the entry does not show it");
    } catch (LDAPException e) {
      return new WriteResult.Unknown(Failures.said(e));
    }
  }

  private Optional<String> attribute(Reach which) {
    return switch (which) {
      case RECOVERY_MAIL -> accounts.recoveryMail();
      case MOBILE -> accounts.mobile();
    };
  }
}
