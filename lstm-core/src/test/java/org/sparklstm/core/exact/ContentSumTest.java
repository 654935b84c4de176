package org.sparklstm.core.exact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sparklstm.core.random.CounterRandom;

class ContentSumTest {
  private static ContentSum sum(int from, int to, int step) {
    ContentSum sum = new ContentSum();
    for (int i = from; i != to; i += step) {
      sum.add(CounterRandom.bits(1, i), CounterRandom.bits(2, i));
    }
    return sum;
  }

  @Test
  void orderAndPartsDoNotMatter() {
    String expected = sum(0, 100, 1).toString();
    assertThat(sum(99, -1, -1)).hasToString(expected);
    ContentSum parts = sum(60, 100, 1);
    parts.add(sum(0, 60, 1));
    assertThat(parts).hasToString(expected);
    assertThat(sum(0, 99, 1).toString()).isNotEqualTo(expected);
  }

  @Test
  void theCarryReachesTheHighHalf() {
    ContentSum sum = new ContentSum();
    sum.add(0, -1);
    sum.add(0, 1);
    assertThat(sum).hasToString("00000000000000010000000000000000");
    sum.add(-1, 0);
    assertThat(sum).hasToString("00000000000000000000000000000000");
  }
}
