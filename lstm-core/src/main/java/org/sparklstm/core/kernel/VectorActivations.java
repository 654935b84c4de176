package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Activations} on vectors: the same operations in the same order. */
final class VectorActivations {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private VectorActivations() {}

  static FloatVector sigmoid(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector opposite =
        bits.lanewise(VectorOperators.AND, Activations.SIGN)
            .lanewise(VectorOperators.XOR, Activations.SIGN);
    FloatVector y =
        bounded(bits, Activations.SIGMOID_LIMIT)
            .lanewise(VectorOperators.OR, opposite)
            .reinterpretAsFloats();
    FloatVector rounded = y.fma(vector(Activations.LOG2_E), vector(Activations.ROUND));
    FloatVector scale = scale(rounded);
    FloatVector exp = scale.fma(expm1Reduced(y, rounded), scale);
    return vector(1f).div(exp.add(1f));
  }

  static FloatVector exp(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    FloatVector y =
        bounded(bits, Activations.SIGMOID_LIMIT)
            .lanewise(VectorOperators.OR, bits.lanewise(VectorOperators.AND, Activations.SIGN))
            .reinterpretAsFloats();
    FloatVector rounded = y.fma(vector(Activations.LOG2_E), vector(Activations.ROUND));
    FloatVector scale = scale(rounded);
    return scale.fma(expm1Reduced(y, rounded), scale);
  }

  static FloatVector tanh(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    FloatVector y = bounded(bits, Activations.TANH_LIMIT).reinterpretAsFloats().mul(-2f);
    FloatVector rounded = y.fma(vector(Activations.LOG2_E), vector(Activations.ROUND));
    FloatVector scale = scale(rounded);
    FloatVector expm1 = scale.fma(expm1Reduced(y, rounded), scale.sub(1f));
    // the sign is set before the division: the JIT compiler allocates an object for a result that
    // is reinterpreted from integers and used twice
    FloatVector signed =
        expm1
            .reinterpretAsInts()
            .lanewise(VectorOperators.AND, Activations.MAGNITUDE)
            .lanewise(VectorOperators.OR, bits.lanewise(VectorOperators.AND, Activations.SIGN))
            .reinterpretAsFloats();
    return signed.div(expm1.add(2f));
  }

  private static IntVector bounded(IntVector bits, int limit) {
    return bits.lanewise(VectorOperators.AND, Activations.MAGNITUDE)
        .add(Activations.NAN_BELOW_ALL)
        .lanewise(VectorOperators.MIN, limit)
        .sub(Activations.NAN_BELOW_ALL);
  }

  private static FloatVector scale(FloatVector rounded) {
    return rounded
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, Activations.EXPONENT_SHIFT)
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
}
