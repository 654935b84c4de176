package org.sparklstm.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomTest {

  /**
   * The first numbers of the reference implementation (Matsumoto and Nishimura) with its default
   * seed.
   */
  @Test
  void mt19937EqualsTheReferenceImplementation() {
    TorchRandom random = new TorchRandom(5489);
    assertThat(Integer.toUnsignedLong(random.nextInt())).isEqualTo(3499211612L);
    for (int i = 2; i < 10_000; i++) {
      random.nextInt();
    }
    assertThat(Integer.toUnsignedLong(random.nextInt())).isEqualTo(4123659995L);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 15, 16, 17, 100, 1000, 4096, 65537})
  void aPermutationReachesEveryPlaceOnce(int size) {
    Permutation permutation = new Permutation(size, CounterRandom.key(7, size));
    BitSet reached = new BitSet();
    for (int i = 0; i < size; i++) {
      int to = (int) permutation.apply(i);
      assertThat(to).isBetween(0, size - 1);
      reached.set(to);
    }
    assertThat(reached.cardinality()).isEqualTo(size);
  }

  @Test
  void permutationsOfDifferentKeysDiffer() {
    Permutation one = new Permutation(1000, CounterRandom.key(1, 0));
    Permutation other = new Permutation(1000, CounterRandom.key(1, 1));
    int same = 0;
    for (int i = 0; i < 1000; i++) {
      same += one.apply(i) == other.apply(i) ? 1 : 0;
    }
    assertThat(same).isLessThan(10);
  }

  @Test
  void aPermutationLooksShuffled() {
    int size = 10_000;
    Permutation permutation = new Permutation(size, 99);
    double product = 0;
    for (int i = 0; i < size; i++) {
      product += (i - size / 2.0) * (permutation.apply(i) - size / 2.0);
    }
    double correlation = product / (size * (size / 12.0 * size));
    assertThat(Math.abs(correlation)).isLessThan(0.04);
  }

  @Test
  void indicesOutOfRangeAreRejected() {
    assertThatThrownBy(() -> new Permutation(5, 1).apply(5))
        .hasMessage("index 5 of a permutation of size 5");
    assertThatThrownBy(() -> new Permutation(0, 1)).hasMessageContaining("at least 1");
  }

  @Test
  void countedNumbersAreSpreadEvenly() {
    int[] buckets = new int[16];
    long key = CounterRandom.key(1, 2, 3);
    for (int i = 0; i < 160_000; i++) {
      buckets[(int) (CounterRandom.uniform(key, i) * 16)]++;
    }
    for (int count : buckets) {
      assertThat(count).isBetween(9_600, 10_400);
    }
  }
}
