package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.WriteResult;

/**
 * Changes the server's policy and creates and changes local ones, and reads back what became of it.
 * A new one starts as a copy of the server's: by itself it would take over nothing, and the people
 * under it would lose lockout and quality.
 */
final class Ds389PolicyWriter {

  private final Target target;
  private final Ds389Policies policies;

  Ds389PolicyWriter(Target target, Ds389Policies policies) {
    this.target = target;
    this.policies = policies;
  }

  WriteResult write(PolicySettings settings) {
    Map<String, String> wanted = wanted(settings);
    try {
      Optional<Entry> before = read(settings.dn());
      if (before.isPresent() && isSo(before.get(), wanted)) {
        return new WriteResult.AlreadySo();
      }
      if (before.isPresent()) {
        change(settings.dn(), wanted);
      } else {
        add(settings.dn(), wanted);
      }
      policies.forget();
      return read(settings.dn()).filter(after -> isSo(after, wanted)).isPresent()
          ? new WriteResult.Applied(EntryVersion.of(wanted))
          : new WriteResult.Rejected(
              WriteResult.NOT_AS_WRITTEN,
              0,
              "the server took the change, and the policy does not show it");
    } catch (LDAPException e) {
      policies.forget();
      return e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
          ? target.refused(e, List.copyOf(wanted.keySet()))
          : Failures.write(e);
    }
  }

  private static Map<String, String> wanted(PolicySettings settings) {
    Map<String, String> wanted = new LinkedHashMap<>();
    settings
        .maxAge()
        .ifPresent(
            age -> {
              wanted.put(Ds389Policy.EXPIRES, age.isZero() ? "off" : "on");
              if (!age.isZero()) {
                wanted.put(Ds389Policy.MAX_AGE, seconds(age));
              }
            });
    settings.warn().ifPresent(warn -> wanted.put(Ds389Policy.WARNING, seconds(warn)));
    settings.mustChange().ifPresent(on -> wanted.put(Ds389Policy.MUST_CHANGE, on ? "on" : "off"));
    return wanted;
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  private Optional<Entry> read(String dn) throws LDAPException {
    String[] attributes = Ds389Policy.SETTINGS.toArray(String[]::new);
    String filter =
        dn.equalsIgnoreCase(Ds389Policy.CONFIG)
            ? "(objectClass=*)"
            : "(&(objectClass=ldapsubentry)(objectClass=passwordPolicy))";
    try {
      return target
          .link()
          .search(new SearchRequest(dn, SearchScope.BASE, filter, attributes))
          .getSearchEntries()
          .stream()
          .findFirst()
          .map(e -> (Entry) e);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isSo(Entry entry, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .allMatch(w -> w.getValue().equalsIgnoreCase(entry.getAttributeValue(w.getKey())));
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
    entry.addAttribute("objectClass", "top", "ldapsubentry", "passwordPolicy");
    entry.addAttribute(new Attribute("cn", rdn.getAttributeValues()[0]));
    Optional<String> model = policies.standard().map(p -> p.terms().dn());
    if (model.isPresent()) {
      read(model.get()).ifPresent(like -> like.getAttributes().forEach(entry::addAttribute));
    }
    wanted.forEach(entry::setAttribute);
    AddRequest request = new AddRequest(entry);
    target.link().with(c -> c.add(request));
  }
}
