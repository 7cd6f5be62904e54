package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/** A server that hangs, is cut off, or goes away. */
abstract non-sealed class FaultContract extends DirectoryContractTest {

  @Test
  void anAnswerThatNeverComesIsUnknownAndBounded() throws Exception {
    String dn = person("hang");
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", lab().ldapsPort());
        Directory other = Directories.open(through(proxy))) {
      Account account = account(other, dn);
      proxy.mode(FaultyProxy.Mode.HANG);
      long start = System.nanoTime();
      assertThat(other.apply(write(account, flag(Action.FORCE_CHANGE))))
          .isInstanceOfAny(WriteResult.Unknown.class, WriteResult.Unreachable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
      proxy.mode(FaultyProxy.Mode.PASS);
      proxy.cutAll();
      assertThat(soon(other, dn).id()).as("the pool lives on").isEqualTo(account.id());
    }
  }

  /** A connection that the pool made while the others hung was cut as well; it makes new ones. */
  private Account soon(Directory directory, String dn) throws InterruptedException {
    for (int tries = 0; tries < 10; tries++) {
      try {
        return account(directory, dn);
      } catch (DirectoryException e) {
        assertThat(e.kind()).isEqualTo(DirectoryException.Kind.UNREACHABLE);
        Thread.sleep(200);
      }
    }
    return account(directory, dn);
  }

  @Test
  void aWriteWhoseConnectionIsCutIsUnknownAndReconciled() throws Exception {
    String dn = person("cut");
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", lab().ldapsPort());
        Directory other = Directories.open(through(proxy))) {
      Account account = account(other, dn);
      assertThat(other.info().guard()).isEqualTo(DirectoryInfo.Guard.PREVENTED);
      proxy.mode(FaultyProxy.Mode.CUT);
      Write write = write(account, reset(NEW, true));
      WriteResult result = other.apply(write);
      proxy.mode(FaultyProxy.Mode.PASS);
      if (lab().has(Trait.ONE_ROUND_TRIP_WRITES)) {
        assertThat(result).isInstanceOf(WriteResult.Unknown.class);
        assertThat(result.toString()).doesNotContain(NEW).doesNotContain("userPassword");
        assertThat(other.whoWrote(write)).isInstanceOf(Authorship.Ours.class);
        assertThat(bindAs(dn, NEW)).isEqualTo(ResultCode.SUCCESS);
      } else { // the read before the write meets the cut, and is not done twice at any price
        assertThat(result)
            .isInstanceOfAny(WriteResult.Unknown.class, WriteResult.Unreachable.class);
        assertThat(other.whoWrote(write)).isInstanceOf(Authorship.Untouched.class);
      }
    }
  }

  @Test
  void aServerThatIsAwayIsUnreachableForWritesAndReads() throws Exception {
    String dn = person("away");
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", lab().ldapsPort());
        Directory other = Directories.open(through(proxy))) {
      Account account = account(other, dn);
      proxy.goAway();
      Thread.sleep(100);
      assertThat(other.apply(write(account, reset(NEW, true))))
          .isInstanceOf(WriteResult.Unreachable.class);
      assertUnreachable(() -> other.scan(Scope.all(), a -> {}));
      assertUnreachable(() -> other.read(account.id()));
      assertThat(other.whoWrote(write(account, reset(NEW, true))))
          .isInstanceOf(Authorship.CannotTell.class);
      assertThat(other.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.UNREACHABLE);
    }
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void aConnectionThatDiedWhileIdleCostsNothing() throws Exception {
    String dn = person("idle");
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", lab().ldapsPort());
        Directory other = Directories.open(through(proxy))) {
      Account account = account(other, dn);
      proxy.cutAll();
      Thread.sleep(100);
      assertApplied(other.apply(write(account, reset(NEW, true))));
      proxy.cutAll();
      assertThat(other.read(account.id())).isPresent();
      proxy.cutAll();
      assertThat(other.countUpTo(Scope.all(), 1)).isEqualTo(1);
    }
  }

  DirectorySettings through(FaultyProxy proxy) {
    return Settings.of(settings(List.of(url(Tls.LDAPS, "127.0.0.1", proxy.port())), Tls.LDAPS))
        .timeout(Duration.ofSeconds(2))
        .make();
  }
}
