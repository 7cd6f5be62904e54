package org.keyturn.agent.directory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract, kept by a real 389 Directory Server. */
final class Ds389ContractTest {

  private static Ds389Lab lab;

  @BeforeAll
  static void start() {
    Ds389Lab.require();
    lab = Ds389Lab.start(0);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  interface On389 extends OnServer {
    @Override
    default DirectoryLab lab() {
      return lab;
    }
  }

  @Nested
  final class Connection extends ConnectionContract implements On389 {}

  @Nested
  final class Scan extends ScanContract implements On389 {}

  @Nested
  final class Due extends DueContract implements On389 {}

  @Nested
  final class Lookup extends LookupContract implements On389 {}

  @Nested
  final class State extends StateContract implements On389 {}

  @Nested
  final class Reset extends ResetContract implements On389 {}

  @Nested
  final class Flag extends FlagContract implements On389 {}

  @Nested
  final class Spread extends SpreadContract implements On389 {}

  @Nested
  final class Undo extends UndoContract implements On389 {}

  @Nested
  final class Init extends InitContract implements On389 {}

  @Nested
  final class Guard extends GuardContract implements On389 {}

  @Nested
  final class Addresses extends AddressContract implements On389 {}

  @Nested
  final class Authorship extends AuthorshipContract implements On389 {}

  @Nested
  final class SignIn extends SignInContract implements On389 {}

  @Nested
  final class OwnChange extends OwnChangeContract implements On389 {}

  @Nested
  final class Policy extends PolicyContract implements On389 {}

  @Nested
  final class Quality extends QualityContract implements On389 {}

  @Nested
  final class Tries extends TriesContract implements On389 {}

  @Nested
  final class Protection extends ProtectionContract implements On389 {}

  @Nested
  final class Check extends CheckContract implements On389 {}

  @Nested
  final class Fault extends FaultContract implements On389 {}

  @Nested
  final class Removal extends RemovalContract implements On389 {}

  @Nested
  final class Placement extends PlacementContract implements On389 {}

  @Nested
  final class Feed extends FeedContract implements On389 {}

  @Nested
  final class Members extends MembersContract implements On389 {}
}
