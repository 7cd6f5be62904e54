package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.nio.file.Path;
import org.keyturn.agent.account.Secret;

/** A server that a script below {@code scripts/lab} makes, and what the script tells of it. */
abstract class ScriptLab implements DirectoryLab {

  final LabScript script;
  private final Administrator administrator;

  ScriptLab(LabScript script) {
    this.script = script;
    this.administrator =
        new Administrator(this, script.made("root-dn"), script.contents("root-password"));
  }

  void stop() {
    script.stop();
  }

  void startAgain() {
    script.start();
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
  public void close() {
    administrator.close();
    script.destroy();
  }
}
