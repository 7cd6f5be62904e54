package org.keyturn.agent.directory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract, kept by a real slapd. */
final class OpenLdapContractTest {

  private static OpenLdapLab lab;

  @BeforeAll
  static void start() {
    OpenLdapLab.require();
    lab = OpenLdapLab.start(0);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  interface OnSlapd extends OnServer {
    @Override
    default DirectoryLab lab() {
      return lab;
    }
  }

  @Nested
  final class Connection extends ConnectionContract implements OnSlapd {}

  @Nested
  final class Scan extends ScanContract implements OnSlapd {}

  @Nested
  final class Due extends DueContract implements OnSlapd {}

  @Nested
  final class Lookup extends LookupContract implements OnSlapd {}

  @Nested
  final class State extends StateContract implements OnSlapd {}

  @Nested
  final class Reset extends ResetContract implements OnSlapd {}

  @Nested
  final class Flag extends FlagContract implements OnSlapd {}

  @Nested
  final class Spread extends SpreadContract implements OnSlapd {}

  @Nested
  final class Undo extends UndoContract implements OnSlapd {}

  @Nested
  final class Guard extends GuardContract implements OnSlapd {}

  @Nested
  final class Authorship extends AuthorshipContract implements OnSlapd {}

  @Nested
  final class SignIn extends SignInContract implements OnSlapd {}

  @Nested
  final class Policy extends PolicyContract implements OnSlapd {}

  @Nested
  final class Placement extends PlacementContract implements OnSlapd {}

  @Nested
  final class Feed extends FeedContract implements OnSlapd {}

  @Nested
  final class Members extends MembersContract implements OnSlapd {}

  @Nested
  final class Quality extends QualityContract implements OnSlapd {}

  @Nested
  final class Tries extends TriesContract implements OnSlapd {}

  @Nested
  final class Protection extends ProtectionContract implements OnSlapd {}

  @Nested
  final class Check extends CheckContract implements OnSlapd {}

  @Nested
  final class Fault extends FaultContract implements OnSlapd {}

  @Nested
  final class Behera extends BeheraContract implements OnSlapd {}
}
