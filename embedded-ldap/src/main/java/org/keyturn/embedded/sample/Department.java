package org.keyturn.embedded.sample;

/** A department, its number and its group's name. */
public enum Department {
  BOARD("100", "board"),
  SALES("210", "sales"),
  ENGINEERING("320", "engineering"),
  FINANCE("430", "finance"),
  OPERATIONS("540", "operations"),
  CARE("650", "customer care"),
  RESEARCH("760", "research & développement");

  private final String number;
  private final String group;

  Department(String number, String group) {
    this.number = number;
    this.group = group;
  }

  public String number() {
    return number;
  }

  String groupDn(String suffix) {
    return LdifRecord.rdn("cn", group) + ",ou=groups," + suffix;
  }

  String group() {
    return group;
  }
}
