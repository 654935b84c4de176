package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sparklstm.core.tensor.Matrix;

/** Sums of columns. The sums of a few vectors of columns stay in registers over all rows. */
final class VectorSums {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorSums() {}

  static void addColumnSums(Matrix a, float[] sums, int offset) {
    int column = 0;
    for (; column + 4 * LANES <= a.columns(); column += 4 * LANES) {
      fourVectors(a, column, sums, offset + column);
    }
    for (; column + LANES <= a.columns(); column += LANES) {
      vector(a, column, sums, offset + column);
    }
    for (; column < a.columns(); column++) {
      float sum = sums[offset + column];
      for (int row = 0; row < a.rows(); row++) {
        sum += a.at(row, column);
      }
      sums[offset + column] = sum;
    }
  }

  private static void fourVectors(Matrix a, int column, float[] sums, int at) {
    float[] as = a.data();
    FloatVector s0 = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector s1 = FloatVector.fromArray(SPECIES, sums, at + LANES);
    FloatVector s2 = FloatVector.fromArray(SPECIES, sums, at + 2 * LANES);
    FloatVector s3 = FloatVector.fromArray(SPECIES, sums, at + 3 * LANES);
    int from = a.offset() + column;
    for (int row = 0; row < a.rows(); row++) {
      s0 = s0.add(FloatVector.fromArray(SPECIES, as, from));
      s1 = s1.add(FloatVector.fromArray(SPECIES, as, from + LANES));
      s2 = s2.add(FloatVector.fromArray(SPECIES, as, from + 2 * LANES));
      s3 = s3.add(FloatVector.fromArray(SPECIES, as, from + 3 * LANES));
      from += a.stride();
    }
    s0.intoArray(sums, at);
    s1.intoArray(sums, at + LANES);
    s2.intoArray(sums, at + 2 * LANES);
    s3.intoArray(sums, at + 3 * LANES);
  }

  private static void vector(Matrix a, int column, float[] sums, int at) {
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, at);
    int from = a.offset() + column;
    for (int row = 0; row < a.rows(); row++) {
      sum = sum.add(FloatVector.fromArray(SPECIES, a.data(), from));
      from += a.stride();
    }
    sum.intoArray(sums, at);
  }
}
