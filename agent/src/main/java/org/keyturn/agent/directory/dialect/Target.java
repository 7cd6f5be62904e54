package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.Link;
import org.keyturn.agent.directory.SampleAccount;
import org.keyturn.agent.directory.SignIn;
import org.keyturn.agent.directory.WriteResult;

/**
 * The server that a dialect speaks to, and the questions that all of them ask it.
 *
 * @param link the service account's connections
 * @param settings the config's
 * @param rootDse what the server said about itself
 * @param product what it calls itself; may be blank
 * @param signIn for the proof that a password is the account's
 */
record Target(Link link, DirectorySettings settings, Entry rootDse, String product, SignIn signIn) {

  /** Some account, to try on it what is never done; empty where there is none to see. */
  Optional<String> sampleAccount() {
    return SampleAccount.of(link, settings.accounts(), settings.bindDn());
  }

  /** What is told where there is no account to try anything on. */
  List<Finding> nobody() {
    return List.of(
        Finding.warn(
            "rights",
            "cannot be tried: no account is visible below " + settings.accounts().base(),
            "check accounts.base and accounts.filter, and let the agent read there"));
  }

  /** The naming context that holds the accounts. */
  String suffix() {
    return suffix(rootDse, settings.accounts().base());
  }

  static String suffix(Entry rootDse, String base) {
    String[] contexts = rootDse.getAttributeValues("namingContexts");
    return contexts == null
        ? base
        : Arrays.stream(contexts)
            .filter(context -> !context.isEmpty() && isBelow(base, context))
            .findFirst()
            .orElse(base);
  }

  private static boolean isBelow(String dn, String base) {
    try {
      return DN.isDescendantOf(dn, base, true);
    } catch (LDAPException e) {
      return false;
    }
  }

  /** A refusal, with the attributes that the agent may not write where that is the reason. */
  WriteResult refused(LDAPException e, ModifyRequest request) {
    return refused(
        e, request.getModifications().stream().map(Modification::getAttributeName).toList());
  }

  /** As {@link #refused(LDAPException, ModifyRequest)}. */
  WriteResult refused(LDAPException e, List<String> attributes) {
    if (e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
      return new WriteResult.Rejected(
          "insufficient-access",
          e.getResultCode().intValue(),
          settings.bindDn()
              + " needs the right to manage "
              + attributes.stream().distinct().collect(Collectors.joining(", ")));
    }
    WriteResult result = Failures.write(e);
    boolean password = attributes.stream().anyMatch(Behera.PASSWORD::equalsIgnoreCase);
    return password
            && result instanceof WriteResult.Rejected r
            && r.resultCode() == ResultCode.CONSTRAINT_VIOLATION_INT_VALUE
        ? new WriteResult.Rejected( // too short, too simple, had before: another may be taken
            WriteResult.PASSWORD_REFUSED + "policy", r.resultCode(), r.detail())
        : result;
  }
}
