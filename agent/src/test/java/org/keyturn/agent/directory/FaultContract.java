package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

  @ParameterizedTest
  @EnumSource(
      value = FaultyProxy.Mode.class,
      names = {"CUT", "RESET"})
  void aWriteWhoseConnectionIsLostIsUnknownAndReconciled(FaultyProxy.Mode lost) throws Exception {
    String dn = person("cut");
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", lab().ldapsPort());
        Directory other = Directories.open(through(proxy))) {
      Account account = account(other, dn);
      assertThat(other.info().guards().get(Action.RESET)).isEqualTo(DirectoryInfo.Guard.PREVENTED);
      proxy.mode(lost);
      Write write = write(account, reset(NEW, true));
      WriteResult result = other.apply(write);
      proxy.mode(FaultyProxy.Mode.PASS);
      assertReconciled(other, write, result);
    }
  }

  @Test
  void anAnswerThatTakesAWhileIsWaitedFor() throws Exception {
    String dn = person("slow");
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", lab().ldapsPort());
        Directory other = Directories.open(through(proxy))) {
      Account account = account(other, dn);
      proxy.delay(Duration.ofMillis(300));
      assertApplied(other.apply(write(account, reset(NEW, true))));
      assertThat(other.read(account.id()).map(a -> a.state().mustChange())).contains(true);
    }
  }

  @Test
  void anAnswerThatComesTooLateIsUnknownAndReconciled() throws Exception {
    String dn = person("late");
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", lab().ldapsPort());
        Directory other = Directories.open(through(proxy))) {
      Account account = account(other, dn);
      assertThat(other.info().guards().get(Action.RESET)).isEqualTo(DirectoryInfo.Guard.PREVENTED);
      proxy.delay(Duration.ofSeconds(4));
      Write write = write(account, reset(NEW, true));
      WriteResult result = other.apply(write);
      proxy.mode(FaultyProxy.Mode.PASS);
      assertThat(soon(other, dn).id()).as("the pool lives on").isEqualTo(account.id());
      assertReconciled(other, write, result);
    }
  }

  /**
   * What became of it is found out by reading; and never claimed before. What a dialect finds out
   * once, such as how it can guard, is known by then: it is not what is lost.
   */
  private void assertReconciled(Directory other, Write write, WriteResult result) {
    assertThat(result).isInstanceOfAny(WriteResult.Unknown.class, WriteResult.Unreachable.class);
    assertThat(result.toString()).doesNotContain(NEW).doesNotContain("userPassword");
    if (lab().has(Trait.ONE_ROUND_TRIP_WRITES)) {
      assertThat(result).isInstanceOf(WriteResult.Unknown.class);
      assertThat(other.whoWrote(write)).isInstanceOf(Authorship.Ours.class);
      assertThat(bindAs(write.dn(), NEW)).isEqualTo(ResultCode.SUCCESS);
    } else { // the read before the write meets the fault, and is not done twice at any price
      assertThat(other.whoWrote(write)).isInstanceOf(Authorship.Untouched.class);
      assertThat(bindAs(write.dn(), OLD)).isEqualTo(ResultCode.SUCCESS);
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

  @Test
  void aGuardedWriteCostsAsManyRoundTripsAsItDoesAndNoMore() throws Exception {
    try (FaultyProxy proxy = new FaultyProxy("127.0.0.1", lab().ldapsPort());
        Directory other = Directories.open(through(proxy))) {
      Account first = account(other, person("warmup"));
      Account account = account(other, person("trips"));
      assertApplied(other.apply(write(first, flag(Action.FORCE_CHANGE))));
      int before = proxy.turns();
      assertApplied(other.apply(write(account, flag(Action.FORCE_CHANGE))));
      int trips = proxy.turns() - before;
      assertThat(trips)
          .isBetween(1, 4)
          .satisfies(n -> assertThat(n == 1).isEqualTo(lab().has(Trait.ONE_ROUND_TRIP_WRITES)));
      observe(Fact.TRIPS, Integer.toString(trips));
    }
  }
}
