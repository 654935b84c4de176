package org.sparklstm.core.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedLongsTest {
  private static void travels(long[] numbers) {
    long[] found = new long[numbers.length];
    PackedLongs.unpack(PackedLongs.pack(numbers, 7), 7, found);
    assertThat(found).containsExactly(numbers);
  }

  @Test
  void allNumbersAreRestored() {
    Random random = new Random(5);
    for (int size : new int[] {0, 1, 63, 64, 65, 1000}) {
      for (int bits = 0; bits <= 64; bits++) {
        for (int zeros = 0; zeros + bits <= 64; zeros += 7) {
          long[] numbers = new long[size];
          for (int i = 0; i < size; i++) {
            numbers[i] = bits == 0 ? 0 : random.nextLong() >> (64 - bits) << zeros;
          }
          travels(numbers);
        }
      }
    }
    travels(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, 1});
    travels(new long[] {Long.MIN_VALUE, Long.MIN_VALUE});
    travels(new long[] {-128, 127});
    travels(new long[] {-129, 128});
  }

  @Test
  void sharedBitsTakeNoBytes() {
    long[] numbers = new long[640];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (i - 320L) << 30;
    }
    // the four groups around zero need one byte per number, the other six need two
    assertThat(PackedLongs.pack(numbers, 0).length).isEqualTo(10 * 2 + 64 * (4 + 6 * 2) + 8);
    assertThat(PackedLongs.pack(new long[640], 0).length).isEqualTo(10 * 2 + 8);
  }
}
