package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Secret;

/** slapd, by {@code scripts/lab/openldap}. */
final class OpenLdapLab implements BeheraLab {

  private static final Set<Trait> TRAITS =
      EnumSet.complementOf(
          EnumSet.of(Trait.DEFAULT_POLICY_IS_TOLD, Trait.JUDGES_RESETS, Trait.REMEMBERS_AT_RESETS));

  private final LabScript script;
  private final Administrator administrator;

  private OpenLdapLab(LabScript script) {
    this.script = script;
    this.administrator =
        new Administrator(this, script.made("root-dn"), script.contents("root-password"));
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

  void stop() {
    script.stop();
  }

  void startAgain() {
    script.start();
  }

  /** Adds entries faster than over LDAP; the server is away meanwhile. */
  void load(String ldif) {
    script.stop();
    try {
      Path file = Files.writeString(script.file("load.ldif"), ldif);
      Process slapadd =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "PATH=$PATH:/usr/sbin:/sbin exec slapadd -q -f \"$1\" -l \"$2\"",
                  "slapadd",
                  script.file("slapd.conf").toString(),
                  file.toString())
              .inheritIO()
              .start();
      if (slapadd.waitFor() != 0) {
        throw new IllegalStateException("slapadd did not take " + file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    script.start();
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
  public int port() {
    return script.port("starttls-url");
  }

  @Override
  public int ldapsPort() {
    return script.port("url");
  }

  @Override
  public Path ca() {
    return Path.of(script.made("ca"));
  }

  @Override
  public String bindDn() {
    return script.made("bind-dn");
  }

  @Override
  public Secret bindPassword() {
    return Secret.of(script.contents("bind-password"));
  }

  @Override
  public LDAPConnection root() {
    return administrator.connection();
  }

  @Override
  public Optional<Control> relax() {
    return Optional.of(new Control("1.3.6.1.4.1.4203.666.5.12", true));
  }

  @Override
  public void close() {
    administrator.close();
    script.destroy();
  }
}
