package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Shows the JIT compiler all kinds of vector operations in turns, before it compiles any of them.
 *
 * <p>Code of the JDK that all operations share is compiled as soon as it is hot, for the kinds of
 * operations seen until then. Each operation of another kind then counts as a guess that failed.
 * The counts of all calls that are inlined into a loop are added up, and above 100 (the JVM's
 * PerMethodTrapLimit) the compiler guesses no more: it allocates an object for each vector, and the
 * loop takes five to twenty times as long until the process ends. That happened to every second
 * training of a network whose first operations were all products.
 */
final class VectorProfiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Enough for the profiles of the JDK's methods, which begin after 200 calls. */
  private static final int ROUNDS = 500;

  private VectorProfiles() {}

  /**
   * Computes a little of everything.
   *
   * @return a finite number
   */
  static float record() {
    float[] values = new float[SPECIES.length()];
    for (int i = 0; i < ROUNDS; i++) {
      FloatVector x = FloatVector.fromArray(SPECIES, values, 0);
      FloatVector y = FloatVector.broadcast(SPECIES, 0.5f);
      IntVector bits = x.reinterpretAsInts();
      FloatVector z =
          bits.lanewise(VectorOperators.AND, Activations.MAGNITUDE)
              .lanewise(VectorOperators.MIN, Activations.TANH_LIMIT)
              .lanewise(VectorOperators.LSHL, 0)
              .reinterpretAsFloats();
      x.fma(y, y)
          .blend(FloatVector.zero(SPECIES), z.compare(VectorOperators.LE, 0f))
          .add(y)
          .mul(y)
          .sub(y)
          .div(y)
          .intoArray(values, 0);
    }
    return values[0];
  }
}
