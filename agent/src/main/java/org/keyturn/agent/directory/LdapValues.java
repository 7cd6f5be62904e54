package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyturn.agent.account.EntryVersion;

/**
 * Values that go and come back. They are deleted by value, so that what nobody has on record stays;
 * of an attribute that the server cannot compare (a photo) all values go, when they are the ones on
 * record.
 */
final class LdapValues {

  private static final Set<ResultCode> NO_COMPARING =
      Set.of(ResultCode.INAPPROPRIATE_MATCHING, ResultCode.CONSTRAINT_VIOLATION);

  private final Link link;
  private final String bindDn;

  LdapValues(Link link, String bindDn) {
    this.link = link;
    this.bindDn = bindDn;
  }

  /**
   * @throws DirectoryException where the entry cannot be read
   */
  List<HeldValues> held(String dn, List<String> attributes) {
    if (attributes.isEmpty()) {
      return List.of();
    }
    try {
      return read(dn, attributes)
          .map(Entry::getAttributes)
          .orElseThrow(
              () ->
                  new DirectoryException(
                      DirectoryException.Kind.BAD_REQUEST, dn + " does not exist any more"))
          .stream()
          .filter(Attribute::hasValue)
          .map(a -> new HeldValues(a.getName(), List.of(a.getValueByteArrays())))
          .toList();
    } catch (LDAPException e) {
      throw Failures.read(e, "reading " + dn);
    }
  }

  WriteResult clear(String dn, HeldValues values) {
    try {
      modify(dn, ModificationType.DELETE, values.attribute(), bytes(values));
      return new WriteResult.Applied(EntryVersion.of(Map.of()));
    } catch (LDAPException e) {
      return NO_COMPARING.contains(e.getResultCode())
          ? clearWhole(dn, values)
          : answered(e, dn, values, ModificationType.DELETE);
    }
  }

  private WriteResult clearWhole(String dn, HeldValues values) {
    try {
      Set<ByteBuffer> present = present(dn, values.attribute());
      if (present.isEmpty()) {
        return new WriteResult.AlreadySo();
      }
      if (!present.equals(set(bytes(values)))) {
        return new WriteResult.Stale("changed-since", values.attribute() + " is another one now");
      }
      modify(dn, ModificationType.DELETE, values.attribute());
      return new WriteResult.Applied(EntryVersion.of(Map.of()));
    } catch (LDAPException e) {
      return answered(e, dn, values, ModificationType.DELETE);
    }
  }

  WriteResult restore(String dn, HeldValues values) {
    try {
      modify(dn, ModificationType.ADD, values.attribute(), bytes(values));
      return new WriteResult.Applied(EntryVersion.of(Map.of()));
    } catch (LDAPException e) {
      return answered(e, dn, values, ModificationType.ADD);
    }
  }

  private WriteResult answered(
      LDAPException e, String dn, HeldValues values, ModificationType how) {
    ResultCode code = e.getResultCode();
    boolean refused = code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    if (code.equals(ResultCode.NO_SUCH_OBJECT) || (refused && isGone(dn))) {
      return new WriteResult.Stale("gone", dn + " does not exist any more");
    }
    if (refused) {
      return new WriteResult.Rejected(
          "insufficient-access",
          code.intValue(),
          bindDn + " needs the right to write " + values.attribute() + " of " + dn);
    }
    if (!Failures.isAnswer(e)) {
      return Failures.write(e);
    }
    return isSo(dn, values, how) ? new WriteResult.AlreadySo() : otherwise(e, values, how);
  }

  private static WriteResult otherwise(LDAPException e, HeldValues values, ModificationType how) {
    boolean moved =
        (e.getResultCode().equals(ResultCode.NO_SUCH_ATTRIBUTE) && how == ModificationType.DELETE)
            || (e.getResultCode().equals(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS)
                && how == ModificationType.ADD);
    return moved
        ? new WriteResult.Stale("changed-since", values.attribute() + " is another one now")
        : Failures.write(e);
  }

  /** To a write to what is not there 389-DS only says that nobody may. */
  private boolean isGone(String dn) {
    try {
      return read(dn, List.of("objectClass")).isEmpty();
    } catch (LDAPException e) {
      return e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT);
    }
  }

  /** Whether it is as it was to become: an attempt without an answer may have made it so. */
  private boolean isSo(String dn, HeldValues values, ModificationType how) {
    try {
      Set<ByteBuffer> present = present(dn, values.attribute());
      Set<ByteBuffer> meant = set(bytes(values));
      return how == ModificationType.ADD
          ? present.containsAll(meant)
          : meant.stream().noneMatch(present::contains);
    } catch (LDAPException e) {
      return false; // then it is told as the server told it
    }
  }

  private Set<ByteBuffer> present(String dn, String attribute) throws LDAPException {
    return read(dn, List.of(attribute))
        .map(entry -> entry.getAttribute(attribute))
        .map(a -> set(a.getValueByteArrays()))
        .orElseGet(HashSet::new);
  }

  private Optional<Entry> read(String dn, List<String> attributes) throws LDAPException {
    return link
        .search(
            new SearchRequest(
                dn,
                SearchScope.BASE,
                Filter.createPresenceFilter("objectClass"),
                attributes.toArray(String[]::new)))
        .getSearchEntries()
        .stream()
        .map(Entry.class::cast)
        .findFirst();
  }

  private void modify(String dn, ModificationType how, String attribute, byte[]... values)
      throws LDAPException {
    link.modify(new ModifyRequest(dn, new Modification(how, attribute, values)));
  }

  private static byte[][] bytes(HeldValues values) {
    return values.values().toArray(byte[][]::new);
  }

  private static Set<ByteBuffer> set(byte[]... values) {
    return Arrays.stream(values).map(ByteBuffer::wrap).collect(Collectors.toSet());
  }
}
