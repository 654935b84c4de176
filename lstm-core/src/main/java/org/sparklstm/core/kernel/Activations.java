package org.sparklstm.core.kernel;

/**
 * Sigmoid and hyperbolic tangent. All providers compute them with the same operations in the same
 * order.
 *
 * <p>{@code Math.exp} is not specified to the bit, so both functions use their own polynomial: with
 * {@code n = round(y / ln 2)} and {@code r = y - n ln 2}, {@code expm1(y) = 2^n expm1(r) + (2^n -
 * 1)}. The polynomial is a minimax approximation of {@code (expm1(r) - r) / r²} on ±ln 2 / 2. The
 * largest relative error over -20 … 20 is 1.7e-7 for tanh and 1.5e-7 for sigmoid. NaN stays NaN.
 */
public final class Activations {
  static final float LOG2_E = 1.442695f;

  /**
   * 1.5·2²³ + 127. Adding it rounds to the nearest whole number, which is then in the low bits of
   * the sum, plus the bias of a float's exponent.
   */
  static final float ROUND = 12583039f;

  static final float LN2_HIGH = 0.69314575f;
  static final float LN2_LOW = 1.4286068e-6f;
  static final float P0 = 0x1.fffffep-2f;
  static final float P1 = 0x1.5554aep-3f;
  static final float P2 = 0x1.555676p-5f;
  static final float P3 = 0x1.12288ap-7f;
  static final float P4 = 0x1.6bebe6p-10f;

  static final int SIGN = Integer.MIN_VALUE;
  static final int MAGNITUDE = Integer.MAX_VALUE;

  /**
   * Added to the bits of a magnitude, it makes every NaN negative and nothing else. An integer
   * minimum then limits the magnitude and preserves NaN, in three cheap operations.
   */
  static final int NAN_BELOW_ALL = 0x007fffff;

  /**
   * Limits that keep exponents within the normal range of floats. Beyond them both functions have
   * reached their asymptotes.
   */
  static final int SIGMOID_LIMIT = Float.floatToRawIntBits(87f) + NAN_BELOW_ALL;

  static final int TANH_LIMIT = Float.floatToRawIntBits(43.5f) + NAN_BELOW_ALL;

  static final int EXPONENT_SHIFT = 23;

  private Activations() {}

  /** The logistic sigmoid {@code 1 / (1 + exp(-x))}. */
  public static float sigmoid(float x) {
    int bits = Float.floatToRawIntBits(x);
    int opposite = (bits & SIGN) ^ SIGN;
    float y = Float.intBitsToFloat(bounded(bits & MAGNITUDE, SIGMOID_LIMIT) | opposite);
    float rounded = Math.fma(y, LOG2_E, ROUND);
    float scale = scale(rounded);
    float exp = Math.fma(scale, expm1Reduced(y, rounded), scale);
    return 1f / (1f + exp);
  }

  /** The exponential function of x, which is limited to -87 … 87. */
  public static float exp(float x) {
    int bits = Float.floatToRawIntBits(x);
    float y = Float.intBitsToFloat(bounded(bits & MAGNITUDE, SIGMOID_LIMIT) | (bits & SIGN));
    float rounded = Math.fma(y, LOG2_E, ROUND);
    float scale = scale(rounded);
    return Math.fma(scale, expm1Reduced(y, rounded), scale);
  }

  /** The hyperbolic tangent. */
  public static float tanh(float x) {
    int bits = Float.floatToRawIntBits(x);
    float y = -2f * Float.intBitsToFloat(bounded(bits & MAGNITUDE, TANH_LIMIT));
    float rounded = Math.fma(y, LOG2_E, ROUND);
    float scale = scale(rounded);
    float expm1 = Math.fma(scale, expm1Reduced(y, rounded), scale - 1f);
    int magnitude = Float.floatToRawIntBits(expm1 / (expm1 + 2f)) & MAGNITUDE;
    return Float.intBitsToFloat(magnitude | (bits & SIGN));
  }

  private static int bounded(int magnitude, int limit) {
    return Math.min(magnitude + NAN_BELOW_ALL, limit) - NAN_BELOW_ALL;
  }

  private static float scale(float rounded) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << EXPONENT_SHIFT);
  }

  private static float expm1Reduced(float y, float rounded) {
    float n = rounded - ROUND;
    float r = Math.fma(n, -LN2_HIGH, y);
    r = Math.fma(n, -LN2_LOW, r);
    float p = Math.fma(P4, r, P3);
    p = Math.fma(p, r, P2);
    p = Math.fma(p, r, P1);
    p = Math.fma(p, r, P0);
    return Math.fma(r * r, p, r);
  }
}
