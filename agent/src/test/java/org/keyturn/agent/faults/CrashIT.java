package org.keyturn.agent.faults;

import org.junit.jupiter.api.Nested;
import org.keyturn.agent.directory.RealServer;

/** A process that dies within a reset, on every server (faults 2 to 4). */
final class CrashIT {

  @Nested
  final class OpenLdap extends CrashPhase {
    OpenLdap() {
      super(RealServer.OPENLDAP, true, true);
    }
  }

  @Nested
  final class Ds389 extends CrashPhase {
    Ds389() {
      super(RealServer.DS389, true, false);
    }
  }

  @Nested
  final class Ds389AsPasswordAdmin extends CrashPhase {
    Ds389AsPasswordAdmin() {
      super(RealServer.DS389_PASSWORD_ADMIN, false, true);
    }
  }

  @Nested
  final class SambaAd extends CrashPhase {
    SambaAd() {
      super(RealServer.SAMBA_AD, false, false);
    }
  }

  @Nested
  final class OpenDj extends CrashPhase {
    OpenDj() {
      super(RealServer.OPENDJ, false, true);
    }
  }

  @Nested
  final class ApacheDs extends CrashPhase {
    ApacheDs() {
      super(RealServer.APACHEDS, false, false);
    }
  }
}
