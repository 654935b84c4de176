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
   * One sequence. In several short loops: one with six activations in it is more than the JIT
   * compiler inlines, and then vectors go through memory, six times slower.
   */
  static void lstmForward(
      Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output, int b) {
    float[] gs = gates.data();
    int hidden = cell.columns();
    int in = gates.index(b, 0);
    sigmoidInPlace(gs, in, 2 * hidden);
    tanh(gs, in + 2 * hidden, gs, in + 2 * hidden, hidden);
    sigmoidInPlace(gs, in + 3 * hidden, hidden);
    float[] cs = cell.data();
    int at = cell.index(b, 0);
    if (previousCell == null) {
      firstCell(gs, in, cs, at, hidden);
    } else {
      nextCell(gs, in, previousCell.data(), previousCell.index(b, 0), cs, at, hidden);
    }
    tanh(cs, at, tanhCell.data(), tanhCell.index(b, 0), hidden);
    multiply(
        gs,
        in + 3 * hidden,
        tanhCell.data(),
        tanhCell.index(b, 0),
        output.data(),
        output.index(b, 0),
        hidden);
  }

  private static void sigmoidInPlace(float[] x, int start, int count) {
    int end = SPECIES.loopBound(count);
    for (int j = 0; j < end; j += LANES) {
      sigmoid(FloatVector.fromArray(SPECIES, x, start + j)).intoArray(x, start + j);
    }
    for (int j = end; j < count; j++) {
      x[start + j] = Activations.sigmoid(x[start + j]);
    }
  }

  private static void tanh(float[] x, int start, float[] y, int to, int count) {
    int end = SPECIES.loopBound(count);
    for (int j = 0; j < end; j += LANES) {
      tanh(FloatVector.fromArray(SPECIES, x, start + j)).intoArray(y, to + j);
    }
    for (int j = end; j < count; j++) {
      y[to + j] = Activations.tanh(x[start + j]);
    }
  }

  /** {@code c' = i g}. */
  private static void firstCell(float[] gates, int in, float[] cell, int at, int hidden) {
    multiply(gates, in, gates, in + 2 * hidden, cell, at, hidden);
  }

  /** {@code c' = f c + i g}. */
  private static void nextCell(
      float[] gates, int in, float[] previous, int from, float[] cell, int at, int hidden) {
    int forget = in + hidden;
    int candidate = forget + hidden;
    int end = SPECIES.loopBound(hidden);
    for (int j = 0; j < end; j += LANES) {
      FloatVector entering =
          FloatVector.fromArray(SPECIES, gates, in + j)
              .mul(FloatVector.fromArray(SPECIES, gates, candidate + j));
      FloatVector.fromArray(SPECIES, gates, forget + j)
          .fma(FloatVector.fromArray(SPECIES, previous, from + j), entering)
          .intoArray(cell, at + j);
    }
    for (int j = end; j < hidden; j++) {
      float entering = gates[in + j] * gates[candidate + j];
      cell[at + j] = Math.fma(gates[forget + j], previous[from + j], entering);
    }
  }

  private static void multiply(
      float[] x, int xStart, float[] y, int yStart, float[] product, int start, int count) {
    int end = SPECIES.loopBound(count);
    for (int j = 0; j < end; j += LANES) {
      FloatVector.fromArray(SPECIES, x, xStart + j)
          .mul(FloatVector.fromArray(SPECIES, y, yStart + j))
          .intoArray(product, start + j);
    }
    for (int j = end; j < count; j++) {
      product[start + j] = x[xStart + j] * y[yStart + j];
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
