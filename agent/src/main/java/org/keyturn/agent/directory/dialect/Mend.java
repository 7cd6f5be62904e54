package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How what {@code check} found is put right, where that is a change in the directory: change
 * records (RFC 2849), to be handed to {@code ldapmodify} as they are.
 */
final class Mend {

  private static final String HEAD = "with ldapmodify, as an administrator:\n";

  private Mend() {}

  static String add(String dn, String attribute, String... values) {
    return records(new Modification(ModificationType.ADD, attribute, values), dn);
  }

  static String replace(String dn, String attribute, String value) {
    return records(Vocabulary.replace(attribute, value), dn);
  }

  /** The same value for each attribute. */
  static String replaceAll(String dn, List<String> attributes, String value) {
    return HEAD + record(dn, attributes.stream().map(a -> Vocabulary.replace(a, value)).toList());
  }

  /** One after another. */
  static String all(String... mends) {
    return HEAD
        + Arrays.stream(mends)
            .map(mend -> mend.substring(HEAD.length()))
            .collect(Collectors.joining("\n\n"));
  }

  private static String records(Modification modification, String dn) {
    return HEAD + record(dn, List.of(modification));
  }

  private static String record(String dn, List<Modification> modifications) {
    return new LDIFModifyChangeRecord(dn, modifications).toLDIFString(0).strip();
  }
}
