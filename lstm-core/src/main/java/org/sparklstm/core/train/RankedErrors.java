package org.sparklstm.core.train;

import java.util.Arrays;

/** Errors of one kind, and the quantiles that split conformal calibration takes of them. */
final class RankedErrors {
  private static final double ROUNDING = 1e-9;

  private float[] values = new float[64];
  private int count;
  private boolean isSorted;

  void add(float value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
    isSorted = false;
  }

  int count() {
    return count;
  }

  /** The ⌈(n + 1) q⌉-th smallest of n errors, the first or the last where there is none of it. */
  float ranked(double level) {
    if (!isSorted) {
      Arrays.sort(values, 0, count);
      isSorted = true;
    }
    // a product such as 100 · 0.07 is a little too large
    long rank = (long) Math.ceil((count + 1) * level - ROUNDING);
    return values[(int) Math.max(1, Math.min(count, rank)) - 1];
  }
}
