package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.Map;

/** The servers that a test outside of this package can have a lab of. */
public enum RealServer {
  OPENLDAP {
    @Override
    public DirectoryLab start() {
      OpenLdapLab.require();
      return OpenLdapLab.start(0);
    }
  },
  /** Its agent is no {@code passwordAdminDN}, so that a reset takes two writes. */
  DS389 {
    @Override
    public DirectoryLab start() {
      Ds389Lab.require();
      Ds389Lab lab = Ds389Lab.start(0, Map.of("KEYTURN_LAB_PASSWORD_ADMIN", "no"));
      takesAnyPassword(lab);
      return lab;
    }
  },
  DS389_PASSWORD_ADMIN {
    @Override
    public DirectoryLab start() {
      Ds389Lab.require();
      return Ds389Lab.start(0);
    }
  },
  SAMBA_AD {
    @Override
    public DirectoryLab start() {
      SambaLab.require();
      return SambaLab.start(0);
    }
  },
  OPENDJ {
    @Override
    public DirectoryLab start() {
      OpenDjLab.require();
      return OpenDjLab.start(0);
    }
  },
  APACHEDS {
    @Override
    public DirectoryLab start() {
      return new ApacheDsLab();
    }
  };

  /** A server without people; the test is skipped where it is not installed. */
  public abstract DirectoryLab start();

  /**
   * Three letters shared with a mail address are enough for a refusal, and then another password is
   * tried: nobody could tell that from a second write that was not intended.
   */
  private static void takesAnyPassword(Ds389Lab lab) {
    try {
      lab.set("cn=config", "passwordCheckSyntax", "off");
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the agent's config says of a lab, reached through something in clear on loopback. */
  public static String config(DirectoryLab lab, int port, String bindPasswordFile) {
    DirectorySettings.Accounts accounts = lab.accounts();
    return String.join(
        "\n",
        "directories:",
        "  corp:",
        "    url: ldap://127.0.0.1:" + port,
        "    tls: none",
        "    bind:",
        "      dn: \"" + lab.bindDn() + "\"",
        "      password: {file: " + bindPasswordFile + "}",
        "    accounts:",
        "      base: \"" + accounts.base() + "\"",
        "      filter: \"" + accounts.filter() + "\"",
        "      login: " + accounts.login(),
        "      mail: mail",
        lab.defaultPolicyDn().map(dn -> "    default-policy: \"" + dn + "\"").orElse(""));
  }
}
