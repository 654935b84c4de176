package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sparklstm.core.tensor.Matrix;

/**
 * The gate functions of {@link ScalarGates} on vectors: the same operations in the same order, and
 * so the same bits. Rows must be at least one vector wide; {@link ScalarGates} computes narrower
 * rows.
 *
 * <p>Each method is one loop over all vectors of all rows, without a remainder loop: the last
 * vector of a row ends with the row, and may overlap the vector before it. Values that are changed
 * in place are therefore read one iteration ahead, before the preceding vector is stored. A loop
 * holds at most one activation: with more, the JIT compiler stops inlining and allocates objects
 * for vectors. No loop selects between two vectors, because the compiler allocates an object for
 * each vector where two branches join.
 */
final class VectorGates {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private VectorGates() {}

  static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  static FloatVector vector(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /** The number of vectors of a row, of which the last two may overlap. */
  static int vectors(int columns) {
    return (columns + LANES - 1) / LANES;
  }

  /**
   * One loop over a step. All loops run from one call site that sees more than two classes. The JIT
   * compiler does not inline such a call, so that it compiles each loop separately.
   */
  interface Pass {
    void run(Matrix gates, Matrix previous, Matrix cell, Matrix tanhCell, Matrix output);
  }

  static void runAll(
      Pass[] passes, Matrix gates, Matrix previous, Matrix cell, Matrix tanhCell, Matrix output) {
    for (Pass pass : passes) {
      pass.run(gates, previous, cell, tanhCell, output);
    }
  }

  private static final Pass[] LSTM_FORWARD = {
    (gates, previous, cell, tanhCell, output) -> sigmoid(gates, 0, 2 * cell.columns()),
    (gates, previous, cell, tanhCell, output) -> nextCell(gates, previous, cell),
    (gates, previous, cell, tanhCell, output) -> sigmoid(gates, 3 * cell.columns(), cell.columns()),
    (gates, previous, cell, tanhCell, output) -> output(gates, cell, tanhCell, output)
  };

  static void lstmForward(
      Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output) {
    runAll(LSTM_FORWARD, gates, previousCell, cell, tanhCell, output);
  }

  /** {@code x = σ(x)} in {@code columns} columns, starting at column {@code first}. */
  static void sigmoid(Matrix x, int first, int columns) {
    float[] xs = x.data();
    int last = columns - LANES;
    int count = x.rows() * vectors(columns);
    int row = x.offset() + first;
    int j = 0;
    FloatVector ahead = load(xs, row);
    for (int v = 1; v <= count; v++) {
      FloatVector value = ahead;
      int at = row + j;
      if (j == last) {
        j = 0;
        row += x.stride();
      } else {
        j = Math.min(j + LANES, last);
      }
      ahead = load(xs, v < count ? row + j : at);
      VectorActivations.sigmoid(value).intoArray(xs, at);
    }
  }

  /** {@code y = tanh(x)} in the first {@code columns} columns; y may be x. */
  static void tanh(Matrix x, Matrix y, int columns) {
    float[] xs = x.data();
    float[] ys = y.data();
    int last = columns - LANES;
    int count = x.rows() * vectors(columns);
    int from = x.offset();
    int to = y.offset();
    int j = 0;
    FloatVector ahead = load(xs, from);
    for (int v = 1; v <= count; v++) {
      FloatVector value = ahead;
      int at = to + j;
      if (j == last) {
        j = 0;
        from += x.stride();
        to += y.stride();
      } else {
        j = Math.min(j + LANES, last);
      }
      ahead = load(xs, v < count ? from + j : from - x.stride());
      VectorActivations.tanh(value).intoArray(ys, at);
    }
  }

  /** {@code g = tanh(g), c' = f c + i g}. */
  private static void nextCell(Matrix gates, Matrix previousCell, Matrix cell) {
    float[] gs = gates.data();
    float[] ps = previousCell.data();
    float[] cs = cell.data();
    int hidden = cell.columns();
    int last = hidden - LANES;
    int count = cell.rows() * vectors(hidden);
    int in = gates.offset();
    int from = previousCell.offset();
    int to = cell.offset();
    int j = 0;
    FloatVector ahead = load(gs, in + 2 * hidden);
    for (int v = 1; v <= count; v++) {
      int at = in + j;
      int c = to + j;
      FloatVector g = VectorActivations.tanh(ahead);
      FloatVector i = load(gs, at);
      FloatVector f = load(gs, at + hidden);
      FloatVector previous = load(ps, from + j);
      if (j == last) {
        j = 0;
        in += gates.stride();
        from += previousCell.stride();
        to += cell.stride();
      } else {
        j = Math.min(j + LANES, last);
      }
      ahead = load(gs, (v < count ? in + j : at) + 2 * hidden);
      g.intoArray(gs, at + 2 * hidden);
      f.fma(previous, i.mul(g)).intoArray(cs, c);
    }
  }

  /** {@code h' = o tanh(c')}; {@code tanh(c')} is stored too. */
  private static void output(Matrix gates, Matrix cell, Matrix tanhCell, Matrix output) {
    float[] gs = gates.data();
    float[] cs = cell.data();
    float[] ts = tanhCell.data();
    float[] hs = output.data();
    int hidden = output.columns();
    int last = hidden - LANES;
    int count = output.rows() * vectors(hidden);
    int out = gates.offset() + 3 * hidden;
    int from = cell.offset();
    int kept = tanhCell.offset();
    int to = output.offset();
    int j = 0;
    for (int v = 0; v < count; v++) {
      FloatVector t = VectorActivations.tanh(load(cs, from + j));
      t.intoArray(ts, kept + j);
      load(gs, out + j).mul(t).intoArray(hs, to + j);
      if (j == last) {
        j = 0;
        out += gates.stride();
        from += cell.stride();
        kept += tanhCell.stride();
        to += output.stride();
      } else {
        j = Math.min(j + LANES, last);
      }
    }
  }

  static void lstmBackward(
      Matrix gates, Matrix previousCell, Matrix tanhCell, Matrix dOutput, Matrix dCell) {
    float[] gs = gates.data();
    float[] ps = previousCell.data();
    float[] ts = tanhCell.data();
    float[] ds = dOutput.data();
    float[] cs = dCell.data();
    FloatVector one = vector(1f);
    int hidden = dCell.columns();
    int last = hidden - LANES;
    int count = dCell.rows() * vectors(hidden);
    int in = gates.offset();
    int from = previousCell.offset();
    int kept = tanhCell.offset();
    int out = dOutput.offset();
    int to = dCell.offset();
    int j = 0;
    FloatVector i = load(gs, in);
    FloatVector f = load(gs, in + hidden);
    FloatVector g = load(gs, in + 2 * hidden);
    FloatVector o = load(gs, in + 3 * hidden);
    FloatVector dC = load(cs, to);
    for (int v = 1; v <= count; v++) {
      int at = in + j;
      int c = to + j;
      FloatVector tanhC = load(ts, kept + j);
      FloatVector dH = load(ds, out + j);
      FloatVector previous = load(ps, from + j);
      if (j == last) {
        j = 0;
        in += gates.stride();
        from += previousCell.stride();
        kept += tanhCell.stride();
        out += dOutput.stride();
        to += dCell.stride();
      } else {
        j = Math.min(j + LANES, last);
      }
      int next = v < count ? in + j : at;
      FloatVector nextI = load(gs, next);
      FloatVector nextF = load(gs, next + hidden);
      FloatVector nextG = load(gs, next + 2 * hidden);
      FloatVector nextO = load(gs, next + 3 * hidden);
      FloatVector nextDC = load(cs, v < count ? to + j : c);
      dC = dH.mul(o).fma(tanhC.neg().fma(tanhC, one), dC);
      dC.mul(g).mul(i.mul(one.sub(i))).intoArray(gs, at);
      dC.mul(previous).mul(f.mul(one.sub(f))).intoArray(gs, at + hidden);
      dC.mul(i).mul(g.neg().fma(g, one)).intoArray(gs, at + 2 * hidden);
      dH.mul(tanhC).mul(o.mul(one.sub(o))).intoArray(gs, at + 3 * hidden);
      dC.mul(f).intoArray(cs, c);
      i = nextI;
      f = nextF;
      g = nextG;
      o = nextO;
      dC = nextDC;
    }
  }
}
