package org.keyturn.agent.directory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract, kept by the embedded ApacheDS. */
final class ApacheDsContractTest {

  private static ApacheDsLab lab;

  @BeforeAll
  static void start() {
    lab = new ApacheDsLab();
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  interface OnApacheDs extends OnServer {
    @Override
    default DirectoryLab lab() {
      return lab;
    }
  }

  @Nested
  final class Connection extends ConnectionContract implements OnApacheDs {}

  @Nested
  final class Scan extends ScanContract implements OnApacheDs {}

  @Nested
  final class Due extends DueContract implements OnApacheDs {}

  @Nested
  final class Lookup extends LookupContract implements OnApacheDs {}

  @Nested
  final class State extends StateContract implements OnApacheDs {}

  @Nested
  final class Reset extends ResetContract implements OnApacheDs {}

  @Nested
  final class Flag extends FlagContract implements OnApacheDs {}

  @Nested
  final class Spread extends SpreadContract implements OnApacheDs {}

  @Nested
  final class Undo extends UndoContract implements OnApacheDs {}

  @Nested
  final class Init extends InitContract implements OnApacheDs {}

  @Nested
  final class Guard extends GuardContract implements OnApacheDs {}

  @Nested
  final class Addresses extends AddressContract implements OnApacheDs {}

  @Nested
  final class Authorship extends AuthorshipContract implements OnApacheDs {}

  @Nested
  final class SignIn extends SignInContract implements OnApacheDs {}

  @Nested
  final class OwnChange extends OwnChangeContract implements OnApacheDs {}

  @Nested
  final class Policy extends PolicyContract implements OnApacheDs {}

  @Nested
  final class Removal extends RemovalContract implements OnApacheDs {}

  @Nested
  final class Placement extends PlacementContract implements OnApacheDs {}

  @Nested
  final class Feed extends FeedContract implements OnApacheDs {}

  @Nested
  final class Members extends MembersContract implements OnApacheDs {}

  @Nested
  final class Quality extends QualityContract implements OnApacheDs {}

  @Nested
  final class Tries extends TriesContract implements OnApacheDs {}

  @Nested
  final class Protection extends ProtectionContract implements OnApacheDs {}

  @Nested
  final class Check extends CheckContract implements OnApacheDs {}

  @Nested
  final class Fault extends FaultContract implements OnApacheDs {}

  @Nested
  final class Behera extends BeheraContract implements OnApacheDs {}
}
