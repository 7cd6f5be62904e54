package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.WriteResult;

/** Creates and changes {@code pwdPolicy} entries, and reads back what became of it. */
final class PolicyWriter {

  private final Target target;
  private final Policies policies;

  PolicyWriter(Target target, Policies policies) {
    this.target = target;
    this.policies = policies;
  }

  WriteResult write(PolicySettings settings) {
    Map<String, String> wanted = wanted(settings);
    try {
      Entry before = read(settings.dn(), wanted);
      if (before != null && isSo(before, wanted)) {
        return new WriteResult.AlreadySo();
      }
      if (before == null) {
        add(settings.dn(), wanted);
      } else {
        change(settings.dn(), wanted);
      }
      policies.forget();
      Entry after = read(settings.dn(), wanted);
      return after != null && isSo(after, wanted)
          ? new WriteResult.Applied(EntryVersion.of(wanted))
          : new WriteResult.Rejected(
              "not-as-written", 0, "the server took the change, and the policy does not show it");
    } catch (LDAPException e) {
      policies.forget();
      return Failures.write(e);
    }
  }

  private static Map<String, String> wanted(PolicySettings settings) {
    Map<String, String> wanted = new LinkedHashMap<>();
    settings.maxAge().ifPresent(d -> wanted.put("pwdMaxAge", seconds(d)));
    settings.warn().ifPresent(d -> wanted.put("pwdExpireWarning", seconds(d)));
    settings
        .mustChange()
        .ifPresent(b -> wanted.put("pwdMustChange", b.toString().toUpperCase(Locale.ROOT)));
    return wanted;
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  private @Nullable Entry read(String dn, Map<String, String> wanted) throws LDAPException {
    try {
      List<SearchResultEntry> found =
          target
              .link()
              .search(
                  new SearchRequest(
                      dn,
                      SearchScope.BASE,
                      "(objectClass=pwdPolicy)",
                      wanted.isEmpty()
                          ? new String[] {"objectClass"}
                          : wanted.keySet().toArray(String[]::new)))
              .getSearchEntries();
      return found.isEmpty() ? null : found.get(0);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return null;
      }
      throw e;
    }
  }

  /** A missing number is a zero, and a missing truth is none. */
  private static boolean isSo(Entry entry, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .allMatch(
            w -> {
              String value = entry.getAttributeValue(w.getKey());
              String unset = w.getKey().equals("pwdMustChange") ? "FALSE" : "0";
              return w.getValue().equalsIgnoreCase(value == null ? unset : value);
            });
  }

  private void change(String dn, Map<String, String> wanted) throws LDAPException {
    List<Modification> modifications =
        wanted.entrySet().stream().map(w -> Vocabulary.replace(w.getKey(), w.getValue())).toList();
    target.link().modify(new ModifyRequest(dn, modifications));
  }

  private void add(String dn, Map<String, String> wanted) throws LDAPException {
    RDN rdn = new DN(dn).getRDN();
    if (rdn == null || rdn.isMultiValued() || !rdn.getAttributeNames()[0].equalsIgnoreCase("cn")) {
      throw new LDAPException(
          ResultCode.NAMING_VIOLATION, "a password policy is named by its cn: " + dn);
    }
    Entry entry = new Entry(dn);
    policies.form().newEntry(rdn.getAttributeValues()[0]).forEach(entry::addAttribute);
    entry.addAttribute("pwdAttribute", Behera.PASSWORD);
    wanted.forEach(entry::addAttribute);
    AddRequest request = new AddRequest(entry);
    target.link().with(c -> c.add(request));
  }
}
