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
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.Link;
import org.keyturn.agent.directory.SampleAccount;

/**
 * Whether slapd lets the agent move somebody to the archive, and delete somebody there: tried under
 * No-Op, which a server must know or refuse. What cannot be told is left to whoever does it.
 */
final class ArchiveRights {

  private static final String MOVING = "rights: archive";

  private final Target target;

  ArchiveRights(Target target) {
    this.target = target;
  }

  /** Nothing without an archive, and where nobody is there to try it on. */
  List<Finding> findings() {
    Optional<String> archive = target.settings().archive();
    Optional<String> somebody = target.sampleAccount();
    return archive.isEmpty() || somebody.isEmpty()
        ? List.of()
        : List.of(moving(somebody.get(), archive.get()));
  }

  private Finding moving(String dn, String archive) {
    ModifyDNRequest request = new ModifyDNRequest(dn, nameOf(dn).toString(), true, archive);
    request.addControl(new Control(Hashing.NO_OP, true));
    return refusal(connection -> connection.modifyDN(request))
        .map(
            said ->
                Finding.fail(
                    MOVING,
                    "nobody can be moved there, as remove does: " + said,
                    mend(dn, "^(.+,)?(" + base() + "|" + archive + ")$")))
        .orElseGet(() -> Finding.ok(MOVING, "people can be moved to " + archive));
  }

  /** As {@link org.keyturn.agent.directory.Directory#objectionToDeletion}. */
  Optional<String> objectionToDeletion() {
    return target.settings().archive().flatMap(this::objectionToDeletion);
  }

  private Optional<String> objectionToDeletion(String archive) {
    DirectorySettings.Accounts there = target.settings().accounts().below(archive);
    Optional<String> somebody = SampleAccount.of(target.link(), there, target.settings().bindDn());
    return somebody.flatMap(
        dn -> {
          DeleteRequest request = new DeleteRequest(dn);
          request.addControl(new Control(Hashing.NO_OP, true));
          return refusal(connection -> connection.delete(request))
              .map(said -> said + "; " + mend(dn, "^(.+,)?" + archive + "$"));
        });
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
    return "slapd, before other rules of these places: access to dn.regex=\""
        + where
        + "\" attrs=entry,children,"
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
