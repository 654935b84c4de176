package org.sparklstm.core.exact;

import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * An exact sum of doubles, which therefore does not depend on the order of its terms: a fixed-point
 * number wide enough for every double (Kulisch's long accumulator), rounded once when it is read.
 * It takes about 550 bytes, and 10 ns per term: suitable for losses, metrics and statistics, too
 * slow for gradients.
 */
public final class ExactSum implements Serializable {
  private static final int LIMB_BITS = 32;
  private static final long LIMB_MASK = 0xffffffffL;

  /** The least significant bit of the smallest double is 2^-SCALE. */
  static final int SCALE = 1074;

  /** The bits of a double, from 2^-1074 to 2^1024, and 64 more for sums of up to 2^63 terms. */
  private static final int LIMBS = (SCALE + 1024 + 64) / LIMB_BITS + 1;

  /** The number of terms after which carries are propagated, well before a limb can overflow. */
  private static final long CARRY_AFTER = 1L << 28;

  private static final long HIDDEN_BIT = 1L << 52;
  private static final int DOUBLE_PRECISION_WITH_GUARD = 64;

  /** The number of bytes that {@link #write} writes. */
  static final int BYTES = (LIMBS + 1) * Long.BYTES + Double.BYTES;

  private final long[] limbs = new long[LIMBS];
  private long pending;
  private double nonFinite;

  /** Adds a term. Once a term is NaN or infinite, so is the sum. Modified. */
  public void add(double term) {
    if (!Double.isFinite(term)) {
      nonFinite += term;
      return;
    }
    long bits = Double.doubleToRawLongBits(term);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    long mantissa = bits & (HIDDEN_BIT - 1);
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= HIDDEN_BIT;
    }
    int position = exponent - 1;
    int limb = position / LIMB_BITS;
    int shift = position % LIMB_BITS;
    long low = (mantissa & LIMB_MASK) << shift;
    long high = (mantissa >>> LIMB_BITS) << shift;
    if (bits >= 0) {
      limbs[limb] += low & LIMB_MASK;
      limbs[limb + 1] += (low >>> LIMB_BITS) + (high & LIMB_MASK);
      limbs[limb + 2] += high >>> LIMB_BITS;
    } else {
      limbs[limb] -= low & LIMB_MASK;
      limbs[limb + 1] -= (low >>> LIMB_BITS) + (high & LIMB_MASK);
      limbs[limb + 2] -= high >>> LIMB_BITS;
    }
    if (++pending >= CARRY_AFTER) {
      carry();
    }
  }

  /**
   * Adds all terms of another sum. Modified.
   *
   * @param other Not modified.
   */
  public void add(ExactSum other) {
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] += other.limbs[i];
    }
    nonFinite += other.nonFinite;
    pending += other.pending + 1;
    if (pending >= CARRY_AFTER) {
      carry();
    }
  }

  /** The sum, rounded to the nearest double. */
  public double value() {
    return nonFinite == 0 ? toDouble(scaled(), -SCALE) : nonFinite;
  }

  /** The sum times 2^1074, a whole number. Undefined if a term was not finite. */
  BigInteger scaled() {
    BigInteger sum = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      sum = sum.shiftLeft(LIMB_BITS).add(BigInteger.valueOf(limbs[i]));
    }
    return sum;
  }

  /** {@code whole * 2^exponent}, rounded to the nearest double. */
  static double toDouble(BigInteger whole, int exponent) {
    int drop = Math.max(0, whole.abs().bitLength() - DOUBLE_PRECISION_WITH_GUARD);
    BigInteger top = whole.abs().shiftRight(drop);
    if (whole.abs().getLowestSetBit() < drop && whole.signum() != 0) {
      top = top.setBit(0);
    }
    return whole.signum() * Math.scalb(top.doubleValue(), drop + exponent);
  }

  void write(ByteBuffer bytes) {
    for (long limb : limbs) {
      bytes.putLong(limb);
    }
    bytes.putLong(pending).putDouble(nonFinite);
  }

  static ExactSum read(ByteBuffer bytes) {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < LIMBS; i++) {
      sum.limbs[i] = bytes.getLong();
    }
    sum.pending = bytes.getLong();
    sum.nonFinite = bytes.getDouble();
    return sum;
  }

  private void carry() {
    for (int i = 0; i < LIMBS - 1; i++) {
      long over = limbs[i] >> LIMB_BITS;
      limbs[i] -= over << LIMB_BITS;
      limbs[i + 1] += over;
    }
    pending = 1;
  }
}
