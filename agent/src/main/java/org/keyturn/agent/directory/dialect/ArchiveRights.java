package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.Link;
import org.keyturn.agent.directory.SampleAccount;

/**
 * Whether slapd lets the agent move somebody to the archive, and delete somebody there: tried under
 * No-Op, which a server must know or refuse. What cannot be told is left to whoever does it.
 */
final class ArchiveRights {

  private final Target target;

  ArchiveRights(Target target) {
    this.target = target;
  }

  /** Nothing without an archive, and where nobody is there to try it on. */
  List<Finding> ofMoving() {
    Optional<String> archive = target.settings().archive();
    Optional<String> somebody = target.sampleAccount();
    return archive.isEmpty() || somebody.isEmpty()
        ? List.of()
        : List.of(moving(somebody.get(), archive.get()));
  }

  private Finding moving(String dn, String archive) {
    String subject = "rights: archive";
    ModifyDNRequest request = new ModifyDNRequest(dn, nameOf(dn).toString(), true, archive);
    request.addControl(new Control(Hashing.NO_OP, true));
    return refusal(connection -> connection.modifyDN(request))
        .map(
            said ->
                Finding.fail(
                    subject,
                    "nobody can be moved there, as remove does: " + said,
                    mend(dn, "(" + base() + "|" + archive + ")")))
        .orElseGet(() -> Finding.ok(subject, "people can be moved to " + archive));
  }

  /** As above, of somebody who is there already. */
  List<Finding> ofDeleting() {
    return target
        .settings()
        .archive()
        .flatMap(archive -> somebodyBelow(archive).map(dn -> deleting(dn, archive)))
        .stream()
        .toList();
  }

  private Optional<String> somebodyBelow(String archive) {
    return SampleAccount.of(
        target.link(), target.settings().accounts().below(archive), target.settings().bindDn());
  }

  private Finding deleting(String dn, String archive) {
    String subject = "rights: purge";
    DeleteRequest request = new DeleteRequest(dn);
    request.addControl(new Control(Hashing.NO_OP, true));
    return refusal(connection -> connection.delete(request))
        .map(
            said ->
                Finding.fail(
                    subject, "nobody can be deleted from the archive: " + said, mend(dn, archive)))
        .orElseGet(() -> Finding.ok(subject, "people can be deleted from " + archive));
  }

  /** What the server says where it is the agent whom it does not let; empty: anything else. */
  private Optional<String> refusal(Link.Use<?> use) {
    try {
      Object unused = target.link().with(use);
      return Optional.empty();
    } catch (LDAPException e) {
      return e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
          ? Optional.of(Failures.said(e))
          : Optional.empty();
    }
  }

  private String mend(String dn, String where) {
    return "slapd, before other rules of these places: access to dn.regex=\"^(.+,)?"
        + where
        + "$\" attrs=entry,children,"
        + String.join(",", nameOf(dn).getAttributeNames())
        + " by dn.exact=\""
        + target.settings().bindDn()
        + "\" write by * break";
  }

  private String base() {
    return target.settings().accounts().base();
  }

  private static RDN nameOf(String dn) {
    try {
      return new DN(dn).getRDN();
    } catch (LDAPException e) {
      throw new IllegalStateException(e); // the server sent it
    }
  }
}
