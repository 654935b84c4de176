package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Measures the limit of this thread's core: fused multiply-adds that wait for nothing. */
final class VectorPeak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Enough to hide the latency of two units, and few enough for 16 registers. */
  private static final int SUMS = 10;

  private static final int ROUNDS = 100_000;
  private static final int TRIES = 200;

  private VectorPeak() {}

  /** GFLOP/s of the best of many short tries, the JIT compiler's first ones among them. */
  static double gflops() {
    double best = 0;
    float sink = 0;
    for (int i = 0; i < TRIES; i++) {
      long started = System.nanoTime();
      sink += run(0.5f);
      double nanos = System.nanoTime() - started;
      best = Math.max(best, 2.0 * SUMS * SPECIES.length() * ROUNDS / nanos);
    }
    if (Float.isNaN(sink)) {
      throw new IllegalStateException("sums of finite numbers are no numbers");
    }
    return best;
  }

  private static float run(float start) {
    FloatVector x = FloatVector.broadcast(SPECIES, start);
    FloatVector s0 = x;
    FloatVector s1 = x;
    FloatVector s2 = x;
    FloatVector s3 = x;
    FloatVector s4 = x;
    FloatVector s5 = x;
    FloatVector s6 = x;
    FloatVector s7 = x;
    FloatVector s8 = x;
    FloatVector s9 = x;
    // x s + x goes to a limit: the values stay normal numbers
    for (int i = 0; i < ROUNDS; i++) {
      s0 = s0.fma(x, x);
      s1 = s1.fma(x, x);
      s2 = s2.fma(x, x);
      s3 = s3.fma(x, x);
      s4 = s4.fma(x, x);
      s5 = s5.fma(x, x);
      s6 = s6.fma(x, x);
      s7 = s7.fma(x, x);
      s8 = s8.fma(x, x);
      s9 = s9.fma(x, x);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4);
    return low.add(s5).add(s6).add(s7).add(s8).add(s9).lane(0);
  }
}
