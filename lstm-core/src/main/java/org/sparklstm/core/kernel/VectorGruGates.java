package org.sparklstm.core.kernel;

import static org.sparklstm.core.kernel.VectorActivations.tanh;
import static org.sparklstm.core.kernel.VectorGates.LANES;
import static org.sparklstm.core.kernel.VectorGates.load;
import static org.sparklstm.core.kernel.VectorGates.vector;
import static org.sparklstm.core.kernel.VectorGates.vectors;

import jdk.incubator.vector.FloatVector;
import org.sparklstm.core.tensor.Matrix;

/** The gate functions of the GRU and the plain RNN; how its loops run says {@link VectorGates}. */
final class VectorGruGates {
  private static final VectorGates.Pass[] FORWARD = {
    (gates, previous, cell, tanhCell, output) ->
        VectorGates.sigmoid(gates, output.columns(), output.columns()),
    (gates, previous, cell, tanhCell, output) ->
        VectorGates.sigmoid(gates, 2 * output.columns(), output.columns()),
    (gates, previous, cell, tanhCell, output) -> candidate(gates, previous, output)
  };

  private VectorGruGates() {}

  static void gruForward(Matrix gates, Matrix previous, Matrix output) {
    VectorGates.runAll(FORWARD, gates, previous, null, null, output);
  }

  /** {@code n = tanh(a + r m), h' = z (h - n) + n}. */
  private static void candidate(Matrix gates, Matrix previous, Matrix output) {
    float[] gs = gates.data();
    float[] ps = previous == null ? null : previous.data();
    float[] hs = output.data();
    int hidden = output.columns();
    int last = hidden - LANES;
    int count = output.rows() * vectors(hidden);
    int in = gates.offset();
    int from = previous == null ? 0 : previous.offset();
    int fromStride = previous == null ? 0 : previous.stride();
    int to = output.offset();
    int j = 0;
    FloatVector ahead = load(gs, in);
    for (int v = 1; v <= count; v++) {
      FloatVector sum = ahead;
      int at = in + j;
      int p = from + j;
      int h = to + j;
      if (j == last) {
        j = 0;
        in += gates.stride();
        from += fromStride;
        to += output.stride();
      } else {
        j = Math.min(j + LANES, last);
      }
      ahead = load(gs, v < count ? in + j : at);
      FloatVector n = tanh(load(gs, at + hidden).fma(load(gs, at + 3 * hidden), sum));
      n.intoArray(gs, at);
      FloatVector held = ps == null ? vector(0f) : load(ps, p);
      load(gs, at + 2 * hidden).fma(held.sub(n), n).intoArray(hs, h);
    }
  }

  static void gruBackward(Matrix gates, Matrix previous, Matrix dHidden) {
    float[] gs = gates.data();
    float[] ps = previous == null ? null : previous.data();
    float[] ds = dHidden.data();
    FloatVector one = vector(1f);
    int hidden = dHidden.columns();
    int last = hidden - LANES;
    int count = dHidden.rows() * vectors(hidden);
    int in = gates.offset();
    int from = previous == null ? 0 : previous.offset();
    int fromStride = previous == null ? 0 : previous.stride();
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
      FloatVector held = ps == null ? vector(0f) : load(ps, from + j);
      if (j == last) {
        j = 0;
        in += gates.stride();
        from += fromStride;
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

  static void tanhForward(Matrix sums, Matrix output) {
    float[] xs = sums.data();
    float[] ys = output.data();
    int last = output.columns() - LANES;
    int count = output.rows() * vectors(output.columns());
    int from = sums.offset();
    int to = output.offset();
    int j = 0;
    for (int v = 0; v < count; v++) {
      tanh(load(xs, from + j)).intoArray(ys, to + j);
      if (j == last) {
        j = 0;
        from += sums.stride();
        to += output.stride();
      } else {
        j = Math.min(j + LANES, last);
      }
    }
  }
}
