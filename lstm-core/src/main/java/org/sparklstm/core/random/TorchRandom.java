package org.sparklstm.core.random;

/**
 * PyTorch's random number generator on the CPU, as seeded by {@code torch.manual_seed}: mt19937
 * (Matsumoto and Nishimura 1998), seeded with the low 32 bits of the seed.
 */
public final class TorchRandom {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;
  private static final int TWIST = 0x9908b0df;
  private static final int SEED_MULTIPLIER = 1812433253;
  private static final float TWO_POW_MINUS_24 = 0x1p-24f;
  private static final long LOW_53_BITS = (1L << 53) - 1;
  private static final int BLOCK = 16;

  private final int[] state = new int[SIZE];
  private int next = SIZE;
  private double spare = Double.NaN;

  /** Creates a generator, equivalent to {@code torch.manual_seed(seed)}. */
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
   * Draws values as {@code torch.Tensor.uniform_(low, high)} on float32.
   *
   * @param values receives {@code count} values, starting at {@code offset}. Modified.
   */
  public void uniform(float[] values, int offset, int count, double low, double high) {
    float from = (float) low;
    float range = (float) high - from;
    for (int i = offset; i < offset + count; i++) {
      values[i] = Math.fma((nextInt() & 0xffffff) * TWO_POW_MINUS_24, range, from);
    }
  }

  /**
   * Draws values as {@code torch.randn(count)} on float32; see {@link #normal} for their accuracy.
   */
  public float[] randn(int count) {
    float[] values = new float[count];
    normal(values, 0, count);
    return values;
  }

  /**
   * Draws values as {@code torch.Tensor.normal_()} on float32. Fewer than 16 values equal torch's
   * to the bit. For 16 or more, torch uses its own vector polynomials, from which these values
   * differ by at most 1.3e-6.
   *
   * @param values receives {@code count} values, starting at {@code offset}. Modified.
   */
  public void normal(float[] values, int offset, int count) {
    if (count < BLOCK) {
      for (int i = offset; i < offset + count; i++) {
        values[i] = (float) nextNormal();
      }
      return;
    }
    for (int i = offset; i < offset + count; i++) {
      values[i] = (nextInt() & 0xffffff) * TWO_POW_MINUS_24;
    }
    int end = offset + count;
    for (int start = offset; start + BLOCK <= end; start += BLOCK) {
      toNormal(values, start);
    }
    if (count % BLOCK != 0) {
      int start = end - BLOCK;
      for (int i = start; i < end; i++) {
        values[i] = (nextInt() & 0xffffff) * TWO_POW_MINUS_24;
      }
      toNormal(values, start);
    }
  }

  /** Replaces 16 uniform values by 16 normal values (Box and Muller 1958). */
  private static void toNormal(float[] values, int start) {
    for (int j = start; j < start + BLOCK / 2; j++) {
      float u = 1f - values[j];
      float radius = (float) Math.sqrt(-2 * StrictMath.log(u));
      float theta = (float) (2 * Math.PI) * values[j + BLOCK / 2];
      values[j] = radius * (float) StrictMath.cos(theta);
      values[j + BLOCK / 2] = radius * (float) StrictMath.sin(theta);
    }
  }

  /** Normal values are computed in pairs; the second is kept for the next call. */
  private double nextNormal() {
    if (!Double.isNaN(spare)) {
      double kept = spare;
      spare = Double.NaN;
      return kept;
    }
    double u1 = nextDouble();
    double u2 = nextDouble();
    double radius = Math.sqrt(-2 * StrictMath.log1p(-u2));
    double theta = 2 * Math.PI * u1;
    spare = radius * StrictMath.sin(theta);
    return radius * StrictMath.cos(theta);
  }

  private double nextDouble() {
    long high = Integer.toUnsignedLong(nextInt());
    long bits = (high << 32) | Integer.toUnsignedLong(nextInt());
    return (bits & LOW_53_BITS) * 0x1p-53;
  }

  private void twist() {
    for (int j = 0; j < SIZE; j++) {
      int y = (state[j] & UPPER) | (state[(j + 1) % SIZE] & LOWER);
      state[j] = state[(j + SHIFT) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
    }
    next = 0;
  }
}
