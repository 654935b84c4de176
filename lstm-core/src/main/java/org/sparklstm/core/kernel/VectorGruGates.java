package org.sparklstm.core.kernel;

import static org.sparklstm.core.kernel.VectorGates.LANES;
import static org.sparklstm.core.kernel.VectorGates.load;
import static org.sparklstm.core.kernel.VectorGates.vector;
import static org.sparklstm.core.kernel.VectorGates.vectors;

import jdk.incubator.vector.FloatVector;
import org.sparklstm.core.tensor.Matrix;

/**
 * The gate functions of the GRU on vectors. {@link VectorGates} explains the structure of the
 * loops.
 */
final class VectorGruGates {
  private static final VectorGates.Pass[] FORWARD = {
    (gates, previous, cell, tanhCell, output) ->
        VectorGates.sigmoid(gates, output.columns(), 2 * output.columns()),
    (gates, previous, cell, tanhCell, output) -> candidateSum(gates, output.columns()),
    (gates, previous, cell, tanhCell, output) -> VectorGates.tanh(gates, gates, output.columns()),
    (gates, previous, cell, tanhCell, output) -> output(gates, previous, output)
  };

  private VectorGruGates() {}

  static void gruForward(Matrix gates, Matrix previous, Matrix output) {
    VectorGates.runAll(FORWARD, gates, previous, null, null, output);
  }

  /** {@code a = r m + a}. */
  private static void candidateSum(Matrix gates, int hidden) {
    float[] gs = gates.data();
    int last = hidden - LANES;
    int count = gates.rows() * vectors(hidden);
    int in = gates.offset();
    int j = 0;
    FloatVector ahead = load(gs, in);
    for (int v = 1; v <= count; v++) {
      FloatVector sum = ahead;
      int at = in + j;
      if (j == last) {
        j = 0;
        in += gates.stride();
      } else {
        j = Math.min(j + LANES, last);
      }
      ahead = load(gs, v < count ? in + j : at);
      load(gs, at + hidden).fma(load(gs, at + 3 * hidden), sum).intoArray(gs, at);
    }
  }

  /** {@code h' = z (h - n) + n}. */
  private static void output(Matrix gates, Matrix previous, Matrix output) {
    float[] gs = gates.data();
    float[] ps = previous.data();
    float[] hs = output.data();
    int hidden = output.columns();
    int last = hidden - LANES;
    int count = output.rows() * vectors(hidden);
    int in = gates.offset();
    int from = previous.offset();
    int to = output.offset();
    int j = 0;
    for (int v = 0; v < count; v++) {
      FloatVector n = load(gs, in + j);
      FloatVector held = load(ps, from + j);
      load(gs, in + 2 * hidden + j).fma(held.sub(n), n).intoArray(hs, to + j);
      if (j == last) {
        j = 0;
        in += gates.stride();
        from += previous.stride();
        to += output.stride();
      } else {
        j = Math.min(j + LANES, last);
      }
    }
  }

  static void gruBackward(Matrix gates, Matrix previous, Matrix dHidden) {
    float[] gs = gates.data();
    float[] ps = previous.data();
    float[] ds = dHidden.data();
    FloatVector one = vector(1f);
    int hidden = dHidden.columns();
    int last = hidden - LANES;
    int count = dHidden.rows() * vectors(hidden);
    int in = gates.offset();
    int from = previous.offset();
    int to = dHidden.offset();
    int j = 0;
    FloatVector n = load(gs, in);
    FloatVector r = load(gs, in + hidden);
    FloatVector z = load(gs, in + 2 * hidden);
    FloatVector m = load(gs, in + 3 * hidden);
    FloatVector dH = load(ds, to);
    for (int v = 1; v <= count; v++) {
      int at = in + j;
      int d = to + j;
      FloatVector held = load(ps, from + j);
      if (j == last) {
        j = 0;
        in += gates.stride();
        from += previous.stride();
        to += dHidden.stride();
      } else {
        j = Math.min(j + LANES, last);
      }
      int next = v < count ? in + j : at;
      FloatVector nextN = load(gs, next);
      FloatVector nextR = load(gs, next + hidden);
      FloatVector nextZ = load(gs, next + 2 * hidden);
      FloatVector nextM = load(gs, next + 3 * hidden);
      FloatVector nextD = load(ds, v < count ? to + j : d);
      FloatVector dN = dH.mul(one.sub(z)).mul(n.neg().fma(n, one));
      dN.intoArray(gs, at);
      dN.mul(m).mul(r.mul(one.sub(r))).intoArray(gs, at + hidden);
      dH.mul(held.sub(n)).mul(z.mul(one.sub(z))).intoArray(gs, at + 2 * hidden);
      dN.mul(r).intoArray(gs, at + 3 * hidden);
      dH.mul(z).intoArray(ds, d);
      n = nextN;
      r = nextR;
      z = nextZ;
      m = nextM;
      dH = nextD;
    }
  }
}
