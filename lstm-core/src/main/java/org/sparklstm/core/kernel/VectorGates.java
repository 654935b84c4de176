package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sparklstm.core.tensor.Matrix;

/**
 * The gate functions of {@link ScalarKernels}, a vector at a time: the same operations in the same
 * order, hence the same bits. What is left over at the end of a row is done by the scalar code.
 */
final class VectorGates {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorGates() {}

  private static FloatVector scale(FloatVector rounded) {
    return rounded
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, Activations.EXPONENT_SHIFT)
        .add(Activations.ONE_BITS)
        .reinterpretAsFloats();
  }

  private static FloatVector expm1Reduced(FloatVector y, FloatVector rounded) {
    FloatVector n = rounded.sub(Activations.ROUND);
    FloatVector r = n.fma(vector(-Activations.LN2_HIGH), y);
    r = n.fma(vector(-Activations.LN2_LOW), r);
    FloatVector p = vector(Activations.P4).fma(r, vector(Activations.P3));
    p = p.fma(r, vector(Activations.P2));
    p = p.fma(r, vector(Activations.P1));
    p = p.fma(r, vector(Activations.P0));
    return r.mul(r).fma(p, r);
  }

  private static FloatVector vector(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector y = x.neg();
    y = y.blend(-Activations.LIMIT, y.compare(VectorOperators.LT, -Activations.LIMIT));
    y = y.blend(Activations.LIMIT, y.compare(VectorOperators.GT, Activations.LIMIT));
    FloatVector rounded = y.fma(vector(Activations.LOG2_E), vector(Activations.ROUND));
    FloatVector scale = scale(rounded);
    FloatVector exp = scale.fma(expm1Reduced(y, rounded), scale);
    return vector(1f).div(exp.add(1f));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector y = x.abs().mul(-2f);
    y = y.blend(-Activations.LIMIT, y.compare(VectorOperators.LT, -Activations.LIMIT));
    FloatVector rounded = y.fma(vector(Activations.LOG2_E), vector(Activations.ROUND));
    FloatVector scale = scale(rounded);
    FloatVector expm1 = scale.fma(expm1Reduced(y, rounded), scale.sub(1f));
    FloatVector magnitude = expm1.div(expm1.add(2f));
    // the sign of x on a magnitude whose own sign is minus (or NaN's)
    IntVector sign = x.reinterpretAsInts().lanewise(VectorOperators.AND, Integer.MIN_VALUE);
    return magnitude
        .reinterpretAsInts()
        .lanewise(VectorOperators.AND, Integer.MAX_VALUE)
        .lanewise(VectorOperators.OR, sign)
        .reinterpretAsFloats();
  }

  /**
   * In several loops over all sequences: one with six activations in it is more than the JIT
   * compiler inlines, and then vectors go through memory, many times slower.
   */
  static void lstmForward(
      Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output) {
    int hidden = cell.columns();
    Matrix out = gates.columnRange(3 * hidden, hidden);
    sigmoidInPlace(gates.columnRange(0, 2 * hidden));
    tanh(gates.columnRange(2 * hidden, hidden), gates.columnRange(2 * hidden, hidden));
    sigmoidInPlace(out);
    if (previousCell == null) {
      multiply(gates.columnRange(0, hidden), gates.columnRange(2 * hidden, hidden), cell);
    } else {
      nextCell(gates, previousCell, cell);
    }
    tanh(cell, tanhCell);
    multiply(out, tanhCell, output);
  }

  private static void sigmoidInPlace(Matrix x) {
    float[] xs = x.data();
    int columns = x.columns();
    int end = SPECIES.loopBound(columns);
    for (int row = 0; row < x.rows(); row++) {
      int start = x.offset() + row * x.stride();
      for (int j = 0; j < end; j += LANES) {
        sigmoid(FloatVector.fromArray(SPECIES, xs, start + j)).intoArray(xs, start + j);
      }
      for (int j = end; j < columns; j++) {
        xs[start + j] = Activations.sigmoid(xs[start + j]);
      }
    }
  }

  private static void tanh(Matrix x, Matrix y) {
    float[] xs = x.data();
    float[] ys = y.data();
    int columns = x.columns();
    int end = SPECIES.loopBound(columns);
    for (int row = 0; row < x.rows(); row++) {
      int start = x.offset() + row * x.stride();
      int to = y.offset() + row * y.stride();
      for (int j = 0; j < end; j += LANES) {
        tanh(FloatVector.fromArray(SPECIES, xs, start + j)).intoArray(ys, to + j);
      }
      for (int j = end; j < columns; j++) {
        ys[to + j] = Activations.tanh(xs[start + j]);
      }
    }
  }

  /** {@code c' = f c + i g}. */
  private static void nextCell(Matrix gates, Matrix previous, Matrix cell) {
    float[] gs = gates.data();
    float[] ps = previous.data();
    float[] cs = cell.data();
    int hidden = cell.columns();
    int end = SPECIES.loopBound(hidden);
    for (int row = 0; row < cell.rows(); row++) {
      int in = gates.offset() + row * gates.stride();
      int forget = in + hidden;
      int candidate = forget + hidden;
      int from = previous.offset() + row * previous.stride();
      int to = cell.offset() + row * cell.stride();
      for (int j = 0; j < end; j += LANES) {
        FloatVector entering =
            FloatVector.fromArray(SPECIES, gs, in + j)
                .mul(FloatVector.fromArray(SPECIES, gs, candidate + j));
        FloatVector.fromArray(SPECIES, gs, forget + j)
            .fma(FloatVector.fromArray(SPECIES, ps, from + j), entering)
            .intoArray(cs, to + j);
      }
      for (int j = end; j < hidden; j++) {
        cs[to + j] = Math.fma(gs[forget + j], ps[from + j], gs[in + j] * gs[candidate + j]);
      }
    }
  }

  private static void multiply(Matrix x, Matrix y, Matrix product) {
    float[] xs = x.data();
    float[] ys = y.data();
    float[] zs = product.data();
    int columns = x.columns();
    int end = SPECIES.loopBound(columns);
    for (int row = 0; row < x.rows(); row++) {
      int xAt = x.offset() + row * x.stride();
      int yAt = y.offset() + row * y.stride();
      int to = product.offset() + row * product.stride();
      for (int j = 0; j < end; j += LANES) {
        FloatVector.fromArray(SPECIES, xs, xAt + j)
            .mul(FloatVector.fromArray(SPECIES, ys, yAt + j))
            .intoArray(zs, to + j);
      }
      for (int j = end; j < columns; j++) {
        zs[to + j] = xs[xAt + j] * ys[yAt + j];
      }
    }
  }

  /** One sequence, the way back, as far as whole vectors reach; returns where the rest begins. */
  static int lstmBackward(
      Matrix gates, Matrix previousCell, Matrix tanhCell, Matrix dOutput, Matrix dCell, int b) {
    float[] gs = gates.data();
    int hidden = dCell.columns();
    int in = gates.index(b, 0);
    int end = SPECIES.loopBound(hidden);
    for (int j = 0; j < end; j += LANES) {
      int at = in + j;
      FloatVector i = FloatVector.fromArray(SPECIES, gs, at);
      FloatVector f = FloatVector.fromArray(SPECIES, gs, at + hidden);
      FloatVector g = FloatVector.fromArray(SPECIES, gs, at + 2 * hidden);
      FloatVector o = FloatVector.fromArray(SPECIES, gs, at + 3 * hidden);
      FloatVector tanhC = FloatVector.fromArray(SPECIES, tanhCell.data(), tanhCell.index(b, j));
      FloatVector dH = FloatVector.fromArray(SPECIES, dOutput.data(), dOutput.index(b, j));
      int cellIndex = dCell.index(b, j);
      FloatVector dC = FloatVector.fromArray(SPECIES, dCell.data(), cellIndex);
      FloatVector one = vector(1f);
      dC = dH.mul(o).fma(tanhC.neg().fma(tanhC, one), dC);
      FloatVector c =
          previousCell == null
              ? vector(0f)
              : FloatVector.fromArray(SPECIES, previousCell.data(), previousCell.index(b, j));
      dC.mul(g).mul(i.mul(one.sub(i))).intoArray(gs, at);
      dC.mul(c).mul(f.mul(one.sub(f))).intoArray(gs, at + hidden);
      dC.mul(i).mul(g.neg().fma(g, one)).intoArray(gs, at + 2 * hidden);
      dH.mul(tanhC).mul(o.mul(one.sub(o))).intoArray(gs, at + 3 * hidden);
      dC.mul(f).intoArray(dCell.data(), cellIndex);
    }
    return end;
  }
}
