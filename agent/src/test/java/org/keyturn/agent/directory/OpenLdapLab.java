package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Control;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** slapd, by {@code scripts/lab/openldap}. */
final class OpenLdapLab extends ScriptLab implements BeheraLab {

  private static final Set<Trait> TRAITS =
      EnumSet.complementOf(
          EnumSet.of(Trait.DEFAULT_POLICY_IS_TOLD, Trait.JUDGES_RESETS, Trait.REMEMBERS_AT_RESETS));

  private OpenLdapLab(LabScript script) {
    super(script);
  }

  static void require() {
    LabScript.require("openldap", "slapd");
  }

  static OpenLdapLab start(int users) {
    return start(users, Map.of());
  }

  static OpenLdapLab start(int users, Map<String, String> environment) {
    return new OpenLdapLab(LabScript.create("openldap", users, environment));
  }

  void load(String ldif) {
    script.load(ldif, "slapadd -q -f slapd.conf -l load.ldif");
  }

  LabScript script() {
    return script;
  }

  @Override
  public String dialect() {
    return "openldap";
  }

  @Override
  public Set<Trait> traits() {
    return TRAITS;
  }

  @Override
  public Optional<Control> relax() {
    return Optional.of(new Control("1.3.6.1.4.1.4203.666.5.12", true));
  }
}
