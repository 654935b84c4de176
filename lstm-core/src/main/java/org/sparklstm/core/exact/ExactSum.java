package org.sparklstm.core.exact;

import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A sum of doubles without any rounding, hence independent of order: a fixed-point number wide
 * enough for every double (Kulisch's long accumulator), rounded once when it is read. About 10 ns a
 * term and 550 bytes: for losses, metrics and statistics, not for gradients.
 */
public final class ExactSum implements Serializable {
  private static final int LIMB_BITS = 32;
  private static final long LIMB_MASK = 0xffffffffL;

  /** The exponent of the last bit of the smallest double. */
  static final int SCALE = 1074;

  /** Bits of a double from 2^-1074 to 2^1024, and room for the sums of 2^63 of them. */
  private static final int LIMBS = (SCALE + 1024 + 64) / LIMB_BITS + 1;

  /** Terms after which a limb might overflow, with a wide margin. */
  private static final long CARRY_AFTER = 1L << 28;

  private static final long HIDDEN_BIT = 1L << 52;
  private static final int DOUBLE_PRECISION_WITH_GUARD = 64;

  /** What {@link #write} takes. */
  static final int BYTES = (LIMBS + 1) * Long.BYTES + Double.BYTES;

  private final long[] limbs = new long[LIMBS];
  private long pending;
  private double nonFinite;

  /** Adds one term. NaN and infinities are kept apart and win. */
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

  /** Adds all terms of another sum. {@code other} Not modified. */
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

  /** The sum, rounded once to the nearest double. */
  public double value() {
    return nonFinite == 0 ? toDouble(scaled(), -SCALE) : nonFinite;
  }

  /** The sum times 2^1074, a whole number. Meaningless once a term was not finite. */
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
