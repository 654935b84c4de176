package org.sparklstm.core.exact;

import java.nio.ByteBuffer;

/**
 * The sum of block gradients, exact and therefore the same whatever the order: each float is added
 * as a fixed-point number to a 64-bit integer.
 *
 * <p>The scale is {@code 2^-exponent}. It is chosen from the largest magnitude of the step before
 * (itself independent of order) so that rounding to it stays far below float's own; should a block
 * exceed the range all the same, or stay far below it, {@link #suits} says so and the step is done
 * again with {@link #exponentFor} the magnitude that was seen.
 */
public final class GradientSum {
  /** Bits of a long that a sum may use. */
  private static final int SUM_BITS = 62;

  /** How much a gradient may grow from one step to the next before a step is repeated: 2^6. */
  private static final int GROWTH_BITS = 6;

  /** How much it may shrink before a step is repeated: 2^12 leaves 32 bits and more. */
  private static final int SHRINK_BITS = 12;

  /** Keeps the scale itself a normal double. */
  private static final int LARGEST_EXPONENT = 1000;

  private static final long[] NO_SUMS = {};

  /** The forms in which the sums follow the header. */
  private static final int PLAIN = 0;

  private static final int PACKED = 1;

  /** Exponent, blocks, largest magnitude, examples, loss, weight, number of sums, form. */
  private static final int HEADER = 5 * Integer.BYTES + Long.BYTES + 2 * ExactSum.BYTES;

  private final int exponent;
  private final int blocksExpected;
  private long[] sums = NO_SUMS;
  private float largest;
  private long examples;
  private final ExactSum loss;
  private final ExactSum weight;

  /**
   * An empty sum; memory for the parameters is taken with the first block.
   *
   * @param exponent from {@link #exponentFor}
   * @param blocksExpected blocks of the whole step, whoever adds them
   */
  public GradientSum(int exponent, int blocksExpected) {
    this(exponent, blocksExpected, new ExactSum(), new ExactSum());
  }

  private GradientSum(int exponent, int blocksExpected, ExactSum loss, ExactSum weight) {
    this.exponent = exponent;
    this.blocksExpected = blocksExpected;
    this.loss = loss;
    this.weight = weight;
  }

  /** Writes the sum for {@link #read}, with 8 bytes per parameter. */
  public byte[] write() {
    byte[] written = new byte[Math.addExact(HEADER, Math.multiplyExact(sums.length, Long.BYTES))];
    writeHeader(written, PLAIN).asLongBuffer().put(sums);
    return written;
  }

  /**
   * Writes the sum for {@link #read}, without the bits that its values do not use: mostly 4 to 6
   * bytes per parameter.
   */
  public byte[] writePacked() {
    byte[] written = PackedLongs.pack(sums, HEADER);
    writeHeader(written, PACKED);
    return written;
  }

  private ByteBuffer writeHeader(byte[] written, int form) {
    ByteBuffer header = ByteBuffer.wrap(written);
    header.putInt(exponent).putInt(blocksExpected).putFloat(largest).putLong(examples);
    loss.write(header);
    weight.write(header);
    return header.putInt(sums.length).putInt(form);
  }

  /** Reads a sum that {@link #write} or {@link #writePacked} has written. */
  public static GradientSum read(byte[] written) {
    ByteBuffer header = ByteBuffer.wrap(written);
    int exponent = header.getInt();
    int blocks = header.getInt();
    float largest = header.getFloat();
    long examples = header.getLong();
    ExactSum loss = ExactSum.read(header);
    GradientSum sum = new GradientSum(exponent, blocks, loss, ExactSum.read(header));
    sum.largest = largest;
    sum.examples = examples;
    sum.sums = new long[header.getInt()];
    if (header.getInt() == PACKED) {
      PackedLongs.unpack(written, HEADER, sum.sums);
    } else {
      header.asLongBuffer().get(sum.sums);
    }
    return sum;
  }

  /** The exponent that suits gradients about as large as {@code largest}. */
  public static int exponentFor(float largest, int blocksExpected) {
    if (largest == 0f) {
      return LARGEST_EXPONENT;
    }
    int bits = SUM_BITS - bitsFor(blocksExpected) - GROWTH_BITS;
    return Math.min(LARGEST_EXPONENT, bits - Math.getExponent(largest) - 1);
  }

  /**
   * Adds a block.
   *
   * @param gradient Σ over the block's examples of ∂loss/∂parameters. Not modified.
   * @param blockLoss Σ over the block's examples of their loss
   * @param blockWeight Σ over the block's examples of what they count for
   * @param blockExamples number of examples in the block
   */
  public void add(float[] gradient, double blockLoss, double blockWeight, long blockExamples) {
    if (sums.length == 0) {
      sums = new long[gradient.length];
    }
    double scale = Math.scalb(1.0, exponent);
    float magnitude = largest;
    for (int i = 0; i < gradient.length; i++) {
      magnitude = Math.max(magnitude, Math.abs(gradient[i]));
      sums[i] += (long) (gradient[i] * scale);
    }
    largest = magnitude;
    loss.add(blockLoss);
    weight.add(blockWeight);
    examples += blockExamples;
  }

  /** Adds another part of the same step. {@code other} may be used up. Returns this. */
  public GradientSum merge(GradientSum other) {
    if (other.exponent != exponent) {
      throw new IllegalArgumentException(
          "sums of scale 2^-%d and 2^-%d do not belong to one step"
              .formatted(exponent, other.exponent));
    }
    if (sums.length == 0) {
      sums = other.sums;
    } else if (other.sums.length > 0) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += other.sums[i];
      }
    }
    largest = Math.max(largest, other.largest);
    examples += other.examples;
    loss.add(other.loss);
    weight.add(other.weight);
    return this;
  }

  /** Whether every gradient and loss was a finite number. */
  public boolean isFinite() {
    return Float.isFinite(largest) && Double.isFinite(loss.value());
  }

  /**
   * Whether the scale suits what was added: no sum can have left its range, and so many bits are
   * left below the largest magnitude that rounding to the scale does not matter. The answer does
   * not depend on order.
   */
  public boolean suits() {
    return largest == 0f
        || (fits() && exponentFor(largest, blocksExpected) - exponent <= SHRINK_BITS);
  }

  /** Whether no sum can have left its range. */
  boolean fits() {
    return largest == 0f
        || Math.getExponent(largest) + 1 + exponent + bitsFor(blocksExpected) <= SUM_BITS;
  }

  /** The largest magnitude of any block's gradient; NaN or infinite if one was. */
  public float largest() {
    return largest;
  }

  public long examples() {
    return examples;
  }

  /** What all examples count for: their number, unless they are weighted. */
  public double weight() {
    return weight.value();
  }

  /** Σ of the losses of all examples. */
  public double loss() {
    return loss.value();
  }

  /**
   * The weighted mean over all examples.
   *
   * @param gradient Modified.
   */
  public void mean(float[] gradient) {
    double scale = Math.scalb(1.0, -exponent);
    double total = weight();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = sums.length == 0 ? 0f : (float) (sums[i] * scale / total);
    }
  }

  private static int bitsFor(int blocks) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, blocks - 1));
  }
}
