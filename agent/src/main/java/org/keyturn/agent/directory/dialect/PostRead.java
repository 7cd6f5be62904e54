package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.Write;

/** The proof of a write that comes back with its answer (RFC 4527): no second round trip. */
final class PostRead {

  private PostRead() {}

  /** Whether a server says that it can. */
  static boolean isOffered(Target target) {
    return target
        .rootDse()
        .hasAttributeValue("supportedControl", PostReadRequestControl.POST_READ_REQUEST_OID);
  }

  static PostReadRequestControl of(Write write, Entries entries) {
    return new PostReadRequestControl(
        true, entries.vocabulary().proof(write).toArray(String[]::new));
  }

  /** What the entry looks like now; null where the server did not say it, or not readably. */
  static @Nullable Entry in(LDAPResult result) {
    try {
      PostReadResponseControl control = PostReadResponseControl.get(result);
      return control == null ? null : control.getEntry();
    } catch (LDAPException e) {
      return null; // unreadable is as good as absent: the caller looks for itself, or says so
    }
  }
}
