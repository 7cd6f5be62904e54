package org.keyturn.embedded.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts one server for the tests of a class, nested ones included, and stops it after them. Tests,
 * life cycle methods and constructors take it as a parameter of type {@code EmbeddedLdapServer}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EmbeddedLdapExtension.class)
public @interface EmbeddedLdap {
  /** People in the sample company. */
  int users() default 0;

  String suffix() default "dc=example,dc=com";

  /**
   * LDIF on the class path, loaded in this order; absolute resource names without a first slash.
   */
  String[] ldif() default {};
}
