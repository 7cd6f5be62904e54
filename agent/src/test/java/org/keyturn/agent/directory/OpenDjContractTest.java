package org.keyturn.agent.directory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract, kept by a real OpenDJ. */
final class OpenDjContractTest {

  private static OpenDjLab lab;

  @BeforeAll
  static void start() {
    OpenDjLab.require();
    lab = OpenDjLab.start(0);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  interface OnOpenDj extends OnServer {
    @Override
    default DirectoryLab lab() {
      return lab;
    }
  }

  @Nested
  final class Connection extends ConnectionContract implements OnOpenDj {}

  @Nested
  final class Scan extends ScanContract implements OnOpenDj {}

  @Nested
  final class Due extends DueContract implements OnOpenDj {}

  @Nested
  final class Lookup extends LookupContract implements OnOpenDj {}

  @Nested
  final class State extends StateContract implements OnOpenDj {}

  @Nested
  final class Reset extends ResetContract implements OnOpenDj {}

  @Nested
  final class Flag extends FlagContract implements OnOpenDj {}

  @Nested
  final class Spread extends SpreadContract implements OnOpenDj {}

  @Nested
  final class Undo extends UndoContract implements OnOpenDj {}

  @Nested
  final class Init extends InitContract implements OnOpenDj {}

  @Nested
  final class Guard extends GuardContract implements OnOpenDj {}

  @Nested
  final class Addresses extends AddressContract implements OnOpenDj {}

  @Nested
  final class Authorship extends AuthorshipContract implements OnOpenDj {}

  @Nested
  final class SignIn extends SignInContract implements OnOpenDj {}

  @Nested
  final class OwnChange extends OwnChangeContract implements OnOpenDj {}

  @Nested
  final class Policy extends PolicyContract implements OnOpenDj {}

  @Nested
  final class Quality extends QualityContract implements OnOpenDj {}

  @Nested
  final class Tries extends TriesContract implements OnOpenDj {}

  @Nested
  final class Protection extends ProtectionContract implements OnOpenDj {}

  @Nested
  final class Check extends CheckContract implements OnOpenDj {}

  @Nested
  final class Fault extends FaultContract implements OnOpenDj {}

  @Nested
  final class Removal extends RemovalContract implements OnOpenDj {}

  @Nested
  final class Placement extends PlacementContract implements OnOpenDj {}

  @Nested
  final class Feed extends FeedContract implements OnOpenDj {}

  @Nested
  final class Members extends MembersContract implements OnOpenDj {}
}
