package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
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

  /**
   * @return empty: written, and to be read back
   */
  Optional<WriteResult> taken(Account account, Reach which, String address) {
    Optional<String> attribute = attribute(which);
    if (attribute.isEmpty()) {
      return Optional.of(
          new WriteResult.Rejected(
              "no-attribute", -1, "the config names no attribute for this kind of address"));
    }
    List<Modification> both = new ArrayList<>();
    which
        .of(account)
        .ifPresent(
            old -> both.add(new Modification(ModificationType.DELETE, attribute.get(), old)));
    both.add(new Modification(ModificationType.ADD, attribute.get(), address));
    try {
      link.modify(new ModifyRequest(account.dn(), both));
      return Optional.empty();
    } catch (LDAPException e) {
      return Optional.of(
          MOVED.contains(e.getResultCode())
              ? new WriteResult.Stale("changed-since-plan", Failures.said(e))
              : Failures.write(e));
    }
  }

  private Optional<String> attribute(Reach which) {
    return switch (which) {
      case RECOVERY_MAIL -> accounts.recoveryMail();
      case MOBILE -> accounts.mobile();
    };
  }
}
