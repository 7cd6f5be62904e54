package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyturn.agent.directory.NormalDn;

/** The very lines that grant a right: for Windows ({@code dsacls}) and for Samba. */
final class AdDelegation {

  private static final String USER = "bf967aba-0de6-11d0-a285-00aa003049e2";
  private static final String RESET_PASSWORD = "00299570-246d-11d0-a768-00aa006e0529";
  private static final String SETTINGS = "3bcd9db8-f84b-451c-952f-6c52b81f9ec6";

  /** The schema's own identifiers, the same in every forest. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          AdState.CHANGED,
          "bf967a0a-0de6-11d0-a285-00aa003049e2",
          AdState.LOCKED,
          "28630ebf-41d5-11d1-a9c1-0000f80367c1",
          AdState.CONTROL,
          "bf967a68-0de6-11d0-a285-00aa003049e2",
          "maxPwdAge",
          "bf9679bb-0de6-11d0-a285-00aa003049e2");

  private final String accounts;
  private final AdPolicies policies;
  private final String bindDn;
  private final String agent;
  private final String sid;

  /**
   * @param agent as {@code dsacls} takes it: {@code login@domain}
   * @param sid as SDDL takes it
   */
  AdDelegation(String accounts, AdPolicies policies, String bindDn, String agent, String sid) {
    this.accounts = accounts;
    this.policies = policies;
    this.bindDn = bindDn;
    this.agent = agent;
    this.sid = sid;
  }

  static AdDelegation of(Target target, AdPolicies policies) throws LDAPException {
    String dns = policies.domain().replaceAll("(?i),?dc=", ".").replaceFirst("^\\.", "");
    Entry self = self(target);
    String login = self.getAttributeValue("sAMAccountName");
    byte[] sid = self.getAttributeValueBytes("objectSid");
    return new AdDelegation(
        target.settings().accounts().base(),
        policies,
        target.settings().bindDn(),
        login == null ? target.settings().bindDn() : login + "@" + dns,
        sid == null ? "THE-AGENT'S-SID" : text(sid));
  }

  private static Entry self(Target target) throws LDAPException {
    String dn = target.settings().bindDn();
    if (!NormalDn.isDn(dn)) { // a principal's name does for a bind
      return new Entry("");
    }
    SearchRequest request =
        new SearchRequest(
            dn,
            SearchScope.BASE,
            Filter.createPresenceFilter("objectClass"),
            "sAMAccountName",
            "objectSid");
    List<? extends Entry> found = target.link().search(request).getSearchEntries();
    return found.isEmpty() ? new Entry(dn) : found.get(0);
  }

  String readAccounts() {
    return lines(accounts, "/I:T", "GR", "(A;CI;RPLCLORC;;;" + sid + ")");
  }

  String resetPassword() {
    return lines(
        accounts,
        "/I:S",
        "CA;Reset Password;user",
        "(OA;CIIO;CR;" + RESET_PASSWORD + ";" + USER + ";" + sid + ")");
  }

  /** All that an action's modification needs. */
  String change(List<String> attributes) {
    return attributes.stream()
        .distinct()
        .map(a -> a.equals(AdVocabulary.PASSWORD) ? resetPassword() : property(a))
        .collect(Collectors.joining("; "));
  }

  /** Of the accounts. */
  String property(String attribute) {
    return lines(
        accounts,
        "/I:S",
        "RPWP;" + attribute + ";user",
        "(OA;CIIO;RPWP;" + ATTRIBUTES.get(attribute) + ";" + USER + ";" + sid + ")");
  }

  String domainAge() {
    return lines(
        policies.domain(),
        "",
        "RPWP;maxPwdAge",
        "(OA;;RPWP;" + ATTRIBUTES.get("maxPwdAge") + ";;" + sid + ")");
  }

  String readSettings() {
    return lines(policies.container(), "/I:T", "GR", "(A;CI;RPLCLORC;;;" + sid + ")");
  }

  String writeSettings() {
    return lines(
        policies.container(),
        "/I:T",
        "CCWP;msDS-PasswordSettings",
        "(OA;CI;CC;" + SETTINGS + ";;" + sid + ")(OA;CIIO;WP;;" + SETTINGS + ";" + sid + ")");
  }

  private String lines(String dn, String inheritance, String windows, String sddl) {
    return "for "
        + bindDn
        + ": "
        + ("dsacls \"" + dn + "\" " + inheritance + " /G \"" + agent + ":" + windows + "\"")
            .replace("  ", " ")
        + "; Samba: samba-tool dsacl set --objectdn=\""
        + dn
        + "\" --sddl=\""
        + sddl
        + "\"";
  }

  /** Revision, count, a six-byte authority, and little-endian numbers (MS-DTYP, section 2.4.2). */
  static String text(byte[] sid) {
    ByteBuffer bytes = ByteBuffer.wrap(sid);
    StringBuilder text = new StringBuilder("S-" + bytes.get() + "-");
    int count = bytes.get();
    long authority = 0;
    for (int i = 0; i < 6; i++) {
      authority = authority << 8 | (bytes.get() & 0xff);
    }
    text.append(authority);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      text.append('-').append(Integer.toUnsignedString(bytes.getInt()));
    }
    return text.toString();
  }
}
