package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows of refusals are told by the order of sending, in whatever order the answers come. */
final class RefusalsInARowTest {

  private final RefusalsInARow rows = new RefusalsInARow();

  private long[] sent(int count) {
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = rows.sent();
    }
    return numbers;
  }

  @Test
  void aSuccessThatIsHeardLateDoesNotHideWhatWasSentAfterIt() {
    long[] number = sent(4);
    assertThat(rows.refused(number[1])).isEqualTo(1);
    assertThat(rows.refused(number[2])).isEqualTo(2);
    rows.notRefused(number[0]);
    assertThat(rows.refused(number[3])).isEqualTo(3);
  }

  @Test
  void quickRefusalsAreNoRowWhileThoseSentBetweenThemAreUnderWay() {
    long[] number = sent(40);
    for (int i = 0; i < 40; i += 2) {
      assertThat(rows.refused(number[i])).isEqualTo(1);
    }
    for (int i = 1; i < 40; i += 2) {
      rows.notRefused(number[i]);
    }
    assertThat(rows.refused(rows.sent())).isEqualTo(1);
  }

  @Test
  void aHoleThatIsFilledJoinsTwoRows() {
    long[] number = sent(5);
    rows.refused(number[0]);
    rows.refused(number[1]);
    rows.refused(number[3]);
    rows.refused(number[4]);
    assertThat(rows.refused(number[2])).isEqualTo(5);
  }

  @Test
  void aStragglerTakesTwoOffARowAndEndsItNot() {
    long[] number = sent(12);
    int row = 0;
    for (int i = 0; i < 12; i++) {
      row = i == 5 ? row : rows.refused(number[i]);
    }
    assertThat(row).isEqualTo(9);
    rows.notRefused(number[5]);
    assertThat(rows.refused(rows.sent())).isEqualTo(7);
  }

  @Test
  void whatSaysNothingOfTheAccountsIsLeftOut() {
    long[] number = sent(3);
    rows.refused(number[0]);
    rows.leftOut(number[1]);
    assertThat(rows.refused(number[2])).isEqualTo(2);
  }

  /** The same answers to a list that forgets nothing, up to 300 writes under way. */
  @Test
  void isWhatAListOfAllAnswersSays() {
    Random random = new Random(5);
    List<Long> underWay = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    for (int step = 0; step < 20_000; step++) {
      int most = step / 2_000 % 2 == 0 ? 16 : 300;
      if (underWay.isEmpty() || underWay.size() < most && random.nextBoolean()) {
        underWay.add(rows.sent());
        all.append('?');
        continue;
      }
      int number = (int) (long) underWay.remove(random.nextInt(Math.min(20, underWay.size())));
      char answer = "xxxxxxxx-.".charAt(random.nextInt(10));
      all.setCharAt(number, answer);
      switch (answer) {
        case 'x' -> assertThat(rows.refused(number)).isEqualTo(row(all, number));
        case '.' -> rows.notRefused(number);
        default -> rows.leftOut(number);
      }
    }
  }

  private static int row(CharSequence all, int number) {
    return 1 + longest(all, number, 1) + longest(all, number, -1);
  }

  private static int longest(CharSequence all, int number, int step) {
    int row = 0;
    int longest = 0;
    for (int i = number + step; i >= 0 && i < all.length() && all.charAt(i) != '.'; i += step) {
      row += all.charAt(i) == 'x' ? 1 : all.charAt(i) == '?' ? -2 : 0;
      longest = Math.max(longest, row);
    }
    return longest;
  }
}
