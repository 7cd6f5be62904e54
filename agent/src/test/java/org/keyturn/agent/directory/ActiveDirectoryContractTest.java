package org.keyturn.agent.directory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract, kept by a Samba domain controller. */
final class ActiveDirectoryContractTest {

  private static SambaLab lab;

  @BeforeAll
  static void start() {
    SambaLab.require();
    lab = SambaLab.start(0);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  interface OnSamba extends OnServer {
    @Override
    default DirectoryLab lab() {
      return lab;
    }
  }

  @Nested
  final class Connection extends ConnectionContract implements OnSamba {}

  @Nested
  final class Scan extends ScanContract implements OnSamba {}

  @Nested
  final class Due extends DueContract implements OnSamba {}

  @Nested
  final class Lookup extends LookupContract implements OnSamba {}

  @Nested
  final class State extends StateContract implements OnSamba {}

  @Nested
  final class Reset extends ResetContract implements OnSamba {}

  @Nested
  final class Flag extends FlagContract implements OnSamba {}

  @Nested
  final class Spread extends SpreadContract implements OnSamba {}

  @Nested
  final class Undo extends UndoContract implements OnSamba {}

  @Nested
  final class Init extends InitContract implements OnSamba {}

  @Nested
  final class Guard extends GuardContract implements OnSamba {}

  @Nested
  final class Addresses extends AddressContract implements OnSamba {}

  @Nested
  final class Authorship extends AuthorshipContract implements OnSamba {}

  @Nested
  final class SignIn extends SignInContract implements OnSamba {}

  @Nested
  final class OwnChange extends OwnChangeContract implements OnSamba {}

  @Nested
  final class Policy extends PolicyContract implements OnSamba {}

  @Nested
  final class Removal extends RemovalContract implements OnSamba {}

  @Nested
  final class Placement extends PlacementContract implements OnSamba {}

  @Nested
  final class Feed extends FeedContract implements OnSamba {}

  @Nested
  final class Members extends MembersContract implements OnSamba {}

  @Nested
  final class Quality extends QualityContract implements OnSamba {}

  @Nested
  final class Tries extends TriesContract implements OnSamba {}

  @Nested
  final class Protection extends ProtectionContract implements OnSamba {}

  @Nested
  final class Check extends CheckContract implements OnSamba {}

  @Nested
  final class Fault extends FaultContract implements OnSamba {}
}
