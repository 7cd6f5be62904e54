package org.keyturn.embedded.server;

import java.text.ParseException;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.api.ldap.model.schema.ObjectClass;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.api.ldap.model.schema.comparators.NormalizingComparator;
import org.apache.directory.api.ldap.model.schema.parsers.AttributeTypeDescriptionSchemaParser;
import org.apache.directory.api.ldap.model.schema.parsers.ObjectClassDescriptionSchemaParser;
import org.apache.directory.api.ldap.schema.loader.JarLdifSchemaLoader;
import org.apache.directory.api.ldap.schema.manager.impl.DefaultSchemaManager;

/**
 * The usual schemas, {@code nis} among them, and one object class of ours: {@code keyturnPerson},
 * auxiliary, whose {@code recoveryMail} is an address that does not hang on the account's password.
 */
final class ServerSchema {
  private static final String ARC = "2.25.144327051183498560262418906537310293741";
  private static final String RECOVERY_MAIL =
      "( "
          + ARC
          + ".1 NAME 'recoveryMail' DESC 'Address that does not depend on this account'"
          + " EQUALITY caseIgnoreIA5Match SUBSTR caseIgnoreIA5SubstringsMatch"
          + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 )";
  private static final String PERSON =
      "( "
          + ARC
          + ".2 NAME 'keyturnPerson' DESC 'A person who can recover a password'"
          + " SUP top AUXILIARY MAY recoveryMail )";

  private ServerSchema() {}

  static SchemaManager load() throws Exception {
    SchemaManager schema = new DefaultSchemaManager(new JarLdifSchemaLoader());
    schema.loadAllEnabled();
    schema.enable("nis");
    addOurs(schema);
    schema
        .getComparatorRegistry()
        .forEach(
            comparator -> {
              if (comparator instanceof NormalizingComparator normalizing) {
                normalizing.setOnServer();
              }
            });
    return schema;
  }

  private static void addOurs(SchemaManager schema) throws LdapException, ParseException {
    AttributeType recoveryMail = new AttributeTypeDescriptionSchemaParser().parse(RECOVERY_MAIL);
    recoveryMail.setSchemaName("other");
    ObjectClass person = new ObjectClassDescriptionSchemaParser().parse(PERSON);
    person.setSchemaName("other");
    if (!schema.add(recoveryMail) || !schema.add(person)) {
      throw new IllegalStateException("schema: " + schema.getErrors());
    }
  }
}
