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
import org.keyturn.agent.directory.dialect.Dialect;

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

  /** Neither anybody's number nor anybody's address, and fit for the syntax of both. */
  private static final String ABSENT = "+999 000 000";

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

  /**
   * Whether it could, by what the server says of it; else tried on an account without changing it:
   * a value is deleted that is not there, which servers refuse as such only to somebody who might
   * have deleted it.
   *
   * @param agent the DN of whoever would, which may be an account with rights on itself
   * @return why not; empty: it could, or nobody is there to try it on
   */
  Optional<String> objection(Reach which, String agent, Dialect dialect) {
    Optional<String> attribute = attribute(which);
    if (attribute.isEmpty()) {
      return Optional.of("the config names no attribute for it");
    }
    return SampleAccount.of(link, accounts, agent)
        .flatMap(
            sample ->
                dialect
                    .mayWrite(sample, attribute.get())
                    .map(may -> may ? Optional.<String>empty() : denied(attribute.get()))
                    .orElseGet(() -> objection(sample, attribute.get())));
  }

  private Optional<String> objection(String dn, String attribute) {
    try {
      link.modify(
          new ModifyRequest(dn, new Modification(ModificationType.DELETE, attribute, ABSENT)));
      return Optional.empty();
    } catch (LDAPException e) {
      ResultCode code = e.getResultCode();
      if (code.equals(ResultCode.NO_SUCH_ATTRIBUTE)) {
        return Optional.empty();
      }
      return code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
          ? denied(attribute)
          : Optional.of(attribute + " cannot be written: " + Failures.said(e));
    }
  }

  private static Optional<String> denied(String attribute) {
    return Optional.of("the agent may not write " + attribute);
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
