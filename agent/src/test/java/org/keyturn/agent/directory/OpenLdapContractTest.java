package org.keyturn.agent.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.directory.Feed.Changes;

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
  final class Init extends InitContract implements OnSlapd {}

  @Nested
  final class Guard extends GuardContract implements OnSlapd {}

  @Nested
  final class Addresses extends AddressContract implements OnSlapd {}

  @Nested
  final class Authorship extends AuthorshipContract implements OnSlapd {}

  @Nested
  final class SignIn extends SignInContract implements OnSlapd {}

  @Nested
  final class OwnChange extends OwnChangeContract implements OnSlapd {}

  @Nested
  final class Policy extends PolicyContract implements OnSlapd {}

  @Nested
  final class Removal extends RemovalContract implements OnSlapd {

    /** slapd has no rule to compare photos by. */
    @Test
    void whatTheServerCannotCompareGoesWholeWhereItIsWhatWasRecorded() throws LDAPException {
      String dn = person("pictured", new Attribute("jpegPhoto", new byte[] {1, 2}, new byte[] {3}));
      HeldValues both = directory.placement().held(dn, List.of("jpegPhoto")).get(0);
      HeldValues one = new HeldValues("jpegPhoto", List.of(new byte[] {3}));
      assertStale(directory.placement().clear(dn, one), "changed-since");
      assertApplied(directory.placement().clear(dn, both));
      assertThat(directory.placement().held(dn, List.of("jpegPhoto"))).isEmpty();
      assertThat(directory.placement().clear(dn, both)).isEqualTo(new WriteResult.AlreadySo());
      assertApplied(directory.placement().restore(dn, both));
      assertThat(List.of(lab().root().getEntry(dn).getAttributeValueByteArrays("jpegPhoto")))
          .containsExactlyInAnyOrder(new byte[] {1, 2}, new byte[] {3});
    }
  }

  @Nested
  final class Placement extends PlacementContract implements OnSlapd {}

  @Nested
  final class Feed extends FeedContract implements OnSlapd {

    /** A server that was put back to an older backup has less than the cookie knows of. */
    @Test
    void aCookieThatSlapdItselfRefusesMeansAFullPass() {
      String good = directory.feed().since("").cookie();
      String ahead = with(good, text(good).replaceAll("csn=\\d{4}", "csn=2199"));
      Changes changes = directory.feed().since(ahead);
      assertThat(changes)
          .isInstanceOfSatisfying(
              Changes.FullPassNeeded.class,
              full -> assertThat(full.why()).isEqualTo("the server refuses the cookie"));
      assertThat(directory.feed().since(changes.cookie())).isInstanceOf(Changes.Some.class);
    }

    @Test
    void aCookieThatSaysNothingNamesEverybody() throws LDAPException {
      String dn = person("here");
      String odd = with(directory.feed().since("").cookie(), "rid=000,csn=none");
      assertThat(((Changes.Some) directory.feed().since(odd)).accounts())
          .contains(account(dn).id());
    }

    private static String text(String cookie) {
      return new String(
          Base64.getDecoder().decode(cookie.substring(cookie.lastIndexOf(':') + 1)), UTF_8);
    }

    private static String with(String cookie, String text) {
      return cookie.substring(0, cookie.lastIndexOf(':') + 1)
          + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
  }

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
