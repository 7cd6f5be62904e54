package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Gate.Verdict;
import org.keyturn.agent.faults.Keyturn.Ended;

/** A server that answers, and not with what was asked for (faults 10 to 13, 16, 17). */
final class AnswerIT extends FaultPhase {

  private static final int HALFWAY = 100;

  /** As many as there are connections by default. */
  private static final int WRITERS = 16;

  /** How many refusals in a row stop a run. */
  private static final int IN_A_ROW = 20;

  private static final int BUSY = 51;
  private static final int UNAVAILABLE = 52;

  /** RFC 2696. */
  private static final String PAGES = "1.2.840.113556.1.4.319";

  /** Answers some modifications in the server's place: they never get there. */
  private record Instead(BiPredicate<Integer, byte[]> which, Function<byte[], byte[]> answer)
      implements Gate.Watchman {

    @Override
    public Verdict judge(Kind kind, int number) {
      return Verdict.PASS;
    }

    @Override
    public Verdict judge(Kind kind, int number, byte[] message) {
      return kind == Kind.MODIFY && which.test(number, message) ? Verdict.REPLY : Verdict.PASS;
    }

    @Override
    public byte[] other(byte[] message) {
      return answer.apply(message);
    }
  }

  @Test
  void fault10AnswersThatComeAfterTheTimeoutAreSettledByReading() {
    gate()
        .post(
            (kind, number) -> {
              if (kind == Kind.MODIFIED && number > HALFWAY && number < HALFWAY + 4) {
                Waiting.pause(4_000); // the agent waits for three
              }
              return Verdict.PASS;
            });

    allWell(reset().await());
    resumeDoesNothing();
  }

  @Test
  void fault11AStormOfBusyAndUnavailableIsSatOutAndNobodyIsLost() {
    long[] calm = new long[1];
    int[] refused = new int[1];
    gate()
        .post(
            new Instead(
                (number, request) -> {
                  synchronized (calm) {
                    if (number == HALFWAY) {
                      calm[0] = System.nanoTime() + 5_000_000_000L;
                    }
                    boolean storm = calm[0] != 0 && System.nanoTime() < calm[0];
                    refused[0] += storm ? 1 : 0;
                    return storm;
                  }
                },
                request ->
                    Refusal.ofModify(request, refused[0] % 2 == 0 ? BUSY : UNAVAILABLE, "storm")));

    Ended ended = reset().await();

    allWell(ended);
    // It would be some hundreds a second; a server in need is asked a few times, and less and less.
    assertThat(refused[0]).isBetween(2, 60);
    resumeDoesNothing();
  }

  @Test
  void fault12HalfOfThemAreRefusedAndTheOthersAreDone() {
    int[] codes = {19, 50, 53, 65};
    gate()
        .post(
            new Instead(
                (number, request) -> isOdd(request),
                request ->
                    Refusal.ofModify(
                        request, codes[number(request) / 10 % codes.length], "no, thank you")));

    Ended ended = reset("--details").await().expect(1);

    assertThat(ended.accounted()).isEqualTo(people());
    assertThat(ended.number("applied")).isEqualTo(people() / 2);
    assertThat(ended.number("failed")).isEqualTo(people() / 2);
    assertThat(ended.number("password-policy")).isEqualTo(people() / 8);
    assertThat(ended.number("insufficient-access")).isEqualTo(people() / 8);
    assertThat(ended.number("unwilling-to-perform")).isEqualTo(people() / 8);
    assertThat(ended.number("object-class-violation")).isEqualTo(people() / 8);
    assertThat(ended.passwords()).hasSize(people() / 2);
    assertThat(slapd().refused(ended.passwords())).isEmpty();
    assertThat(writes()).hasSize(people() / 2);
    nobodyTwice(writes());
  }

  @Test
  void fault13EveryoneRefusedFromSomewhereOnTripsTheLiveBrake() {
    gate()
        .post(
            new Instead(
                (number, request) -> number > HALFWAY,
                request -> Refusal.ofModify(request, 50, "no rights any more")));

    Ended ended = reset().await().expect(4);

    assertThat(gate().seen(Kind.MODIFY))
        .as("those in a row, two for each that is under way in it, and those under way then")
        .isBetween(HALFWAY + IN_A_ROW, HALFWAY + IN_A_ROW + 4 * WRITERS);
    assertThat(ended.accounted()).isEqualTo(people());
    assertThat(ended.number("applied")).isEqualTo(HALFWAY);
    assertThat(writes()).hasSize(HALFWAY);
    assertThat(ended.err() + ended.out()).contains("in a row");
    assertThat(ended.number("parked")).isEqualTo(people() - HALFWAY - ended.number("failed"));

    gate().leave();
    Ended resumed = resume().expect(1);
    assertThat(resumed.number("applied")).isEqualTo(people() - ended.number("failed"));
    assertThat(slapd().refused(resumed.passwords())).isEmpty();
    nobodyTwice(writes());
  }

  @Test
  void fault16AReferralIsParkedAndNobodyElseIsAsked() throws IOException {
    try (ServerSocket elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "ldap://127.0.0.1:" + elsewhere.getLocalPort() + "/" + Slapd.PEOPLE;
      gate()
          .post(
              new Instead(
                  (number, request) -> isOdd(request), request -> Refusal.referral(request, url)));

      Ended ended = reset().await().expect(1);

      assertThat(ended.accounted()).isEqualTo(people());
      assertThat(ended.number("parked")).isEqualTo(people() / 2);
      assertThat(ended.number("referral")).isEqualTo(people() / 2);
      assertThat(ended.number("applied")).isEqualTo(people() / 2);
      assertThat(slapd().refused(ended.passwords())).isEmpty();
      elsewhere.setSoTimeout(1);
      assertThat(org.assertj.core.api.Assertions.catchThrowable(elsewhere::accept))
          .as("nobody came")
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 11})
  void fault17ASearchThatWasCutShortIsNoPlan(int code) {
    nothingIsPlannedWhere(
        new Gate.Watchman() {
          @Override
          public Verdict judge(Kind kind, int number) {
            return Verdict.PASS;
          }

          @Override
          public Verdict judge(Kind kind, int number, byte[] message) {
            return isEndOfAPage(kind, message) ? Verdict.REPLACE : Verdict.PASS;
          }

          @Override
          public byte[] other(byte[] message) {
            return Refusal.ofSearch(message, code);
          }
        });
  }

  /** A success, and whether there are more pages is not said. */
  @Test
  void fault17APageWithoutAWordOnTheNextIsNoPlan() {
    fault17ASearchThatWasCutShortIsNoPlan(0);
  }

  @Test
  void fault17APageThatNeverEndsIsNoPlan() {
    nothingIsPlannedWhere(
        new Gate.Watchman() {
          @Override
          public Verdict judge(Kind kind, int number) {
            return Verdict.PASS;
          }

          @Override
          public Verdict judge(Kind kind, int number, byte[] message) {
            return isEndOfAPage(kind, message) ? Verdict.CUT : Verdict.PASS;
          }
        });
  }

  private void nothingIsPlannedWhere(Gate.Watchman watchman) {
    gate().post(watchman);

    Ended ended = reset().await().expect(3);

    assertThat(ended.err()).isNotBlank();
    assertThat(gate().seen(Kind.MODIFY)).isZero();
    assertThat(writes()).isEmpty();
    gate().leave();
    assertThat(keyturn().run("-o", "json", "runs").expect(0).out().strip()).isEqualTo("[]");
  }

  private static boolean isEndOfAPage(Kind kind, byte[] message) {
    return kind == Kind.SEARCHED
        && new String(message, StandardCharsets.ISO_8859_1).contains(PAGES);
  }

  /** Contractors end with a five and a nought in turn. */
  private static boolean isOdd(byte[] request) {
    return number(request) % 2 == 1;
  }

  private static int number(byte[] request) {
    String dn = Refusal.dn(request);
    return Integer.parseInt(dn.substring(dn.indexOf("user") + 4, dn.indexOf(',')));
  }
}
