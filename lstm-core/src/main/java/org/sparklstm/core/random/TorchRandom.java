package org.sparklstm.core.random;

/**
 * The generator behind {@code torch.manual_seed} on the CPU: mt19937 (Matsumoto and Nishimura 1998)
 * seeded with the low 32 bits of the seed.
 */
public final class TorchRandom {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;
  private static final int TWIST = 0x9908b0df;
  private static final int SEED_MULTIPLIER = 1812433253;
  private static final float TWO_POW_MINUS_24 = 0x1p-24f;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  public TorchRandom(long seed) {
    state[0] = (int) seed;
    for (int j = 1; j < SIZE; j++) {
      state[j] = SEED_MULTIPLIER * (state[j - 1] ^ (state[j - 1] >>> 30)) + j;
    }
  }

  /** The next 32 random bits. */
  public int nextInt() {
    if (next == SIZE) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /**
   * {@code torch.Tensor.uniform_(low, high)} on float32: {@code count} values from {@code offset}
   * on. Modified.
   */
  public void uniform(float[] values, int offset, int count, double low, double high) {
    float from = (float) low;
    float range = (float) high - from;
    for (int i = offset; i < offset + count; i++) {
      values[i] = Math.fma((nextInt() & 0xffffff) * TWO_POW_MINUS_24, range, from);
    }
  }

  private void twist() {
    for (int j = 0; j < SIZE; j++) {
      int y = (state[j] & UPPER) | (state[(j + 1) % SIZE] & LOWER);
      state[j] = state[(j + SHIFT) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
    }
    next = 0;
  }
}
