package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sparklstm.core.tensor.Matrix;

/** What is computed value by value, without a sum. */
final class VectorElements {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorElements() {}

  static void add(Matrix a, Matrix c) {
    int columns = c.columns();
    int inVectors = SPECIES.loopBound(columns);
    for (int row = 0; row < c.rows(); row++) {
      int from = a.index(row, 0);
      int to = c.index(row, 0);
      for (int j = 0; j < inVectors; j += LANES) {
        load(c.data(), to + j).add(load(a.data(), from + j)).intoArray(c.data(), to + j);
      }
      for (int j = inVectors; j < columns; j++) {
        c.data()[to + j] += a.data()[from + j];
      }
    }
  }

  static void exp(Matrix x, float[] subtracted, Matrix to) {
    int columns = x.columns();
    int inVectors = SPECIES.loopBound(columns);
    for (int row = 0; row < x.rows(); row++) {
      float less = subtracted[row];
      int from = x.index(row, 0);
      int target = to.index(row, 0);
      for (int j = 0; j < inVectors; j += LANES) {
        VectorActivations.exp(load(x.data(), from + j).sub(less)).intoArray(to.data(), target + j);
      }
      for (int j = inVectors; j < columns; j++) {
        to.data()[target + j] = Activations.exp(x.data()[from + j] - less);
      }
    }
  }

  static void reluForward(Matrix gates, Matrix output) {
    choose(gates, gates, output);
  }

  static void reluBackward(Matrix output, Matrix dOutput, Matrix gates) {
    choose(output, dOutput, gates);
  }

  /** {@code to = test <= 0 ? 0 : from}. */
  private static void choose(Matrix test, Matrix from, Matrix to) {
    int columns = to.columns();
    int inVectors = SPECIES.loopBound(columns);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int row = 0; row < to.rows(); row++) {
      int t = test.index(row, 0);
      int f = from.index(row, 0);
      int c = to.index(row, 0);
      for (int j = 0; j < inVectors; j += LANES) {
        load(from.data(), f + j)
            .blend(zero, load(test.data(), t + j).compare(VectorOperators.LE, 0f))
            .intoArray(to.data(), c + j);
      }
      for (int j = inVectors; j < columns; j++) {
        to.data()[c + j] = test.data()[t + j] <= 0 ? 0f : from.data()[f + j];
      }
    }
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}
