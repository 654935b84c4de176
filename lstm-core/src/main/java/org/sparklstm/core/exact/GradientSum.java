package org.sparklstm.core.exact;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.sparklstm.core.tensor.Elements;

/**
 * The exact sum of the gradients of blocks, which does not depend on the order of the blocks: each
 * float is converted to fixed point and added to a 64-bit integer.
 *
 * <p>The scale is {@code 2^-exponent}. {@link #exponentFor} chooses it from the largest magnitude
 * of the step before, which does not depend on order either, so that rounding to fixed point is far
 * below the rounding of floats. If the gradients leave that range, or stay far below it, {@link
 * #suits} returns false. The step is then repeated with the exponent for the magnitude found.
 */
public final class GradientSum {
  /** The bits of a long that a sum may use. */
  private static final int SUM_BITS = 62;

  /** Gradients may grow by 2^6 from one step to the next before a step is repeated. */
  private static final int GROWTH_BITS = 6;

  /** Gradients may shrink by 2^12, which leaves at least 32 bits, before a step is repeated. */
  private static final int SHRINK_BITS = 12;

  /** The largest exponent for which the scale is a normal double. */
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
   * An empty sum. Memory for the parameters is allocated with the first block.
   *
   * @param exponent from {@link #exponentFor}
   * @param blocksExpected blocks of the whole step, including those added elsewhere
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

  /**
   * The exponent for gradients whose largest magnitude is about {@code largest}.
   *
   * @param blocksExpected blocks of the whole step
   */
  public static int exponentFor(float largest, int blocksExpected) {
    if (largest == 0f) {
      return LARGEST_EXPONENT;
    }
    int bits = SUM_BITS - bitsFor(blocksExpected) - GROWTH_BITS;
    return Math.min(LARGEST_EXPONENT, bits - Math.getExponent(largest) - 1);
  }

  /**
   * Adds a block, and makes its gradient 0 for the next: a pass over both by itself would read them
   * from memory again. Modified.
   *
   * @param gradient Σ over the block's examples of ∂loss/∂parameters. Modified.
   * @param blockLoss Σ over the block's examples of their loss
   * @param blockWeight Σ over the block's examples of their weight
   * @param blockExamples number of examples in the block
   */
  public void take(float[] gradient, double blockLoss, double blockWeight, long blockExamples) {
    takePart(gradient, 0, gradient.length);
    addExamples(blockLoss, blockWeight, blockExamples);
  }

  /**
   * Adds the elements {@code from … to - 1} of a block's gradient, where all others are 0 or added
   * by themselves, and makes them 0. Modified.
   *
   * @param gradient of all parameters of the step. Modified.
   */
  public void takePart(float[] gradient, int from, int to) {
    if (sums.length == 0) {
      sums = new long[gradient.length];
    }
    double scale = Math.scalb(1.0, exponent);
    float magnitude = largest;
    for (int i = from; i < to; i++) {
      magnitude = Math.max(magnitude, Math.abs(gradient[i]));
      sums[i] += (long) (gradient[i] * scale);
      gradient[i] = 0f;
    }
    largest = magnitude;
  }

  /** Adds the examples of a block whose gradient is added in parts. Modified. */
  public void addExamples(double blockLoss, double blockWeight, long blockExamples) {
    loss.add(blockLoss);
    weight.add(blockWeight);
    examples += blockExamples;
  }

  /**
   * Adds another partial sum of the same step. Modified.
   *
   * @param other must not be used afterwards
   * @return this
   * @throws IllegalArgumentException if the sums have different scales
   */
  public GradientSum merge(GradientSum other) {
    if (other.exponent != exponent) {
      throw new IllegalArgumentException(
          "sums of scale 2^-%d and 2^-%d belong to different steps"
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

  /** Whether all gradients and losses are finite. */
  public boolean isFinite() {
    return Float.isFinite(largest) && Double.isFinite(loss.value());
  }

  /**
   * Whether the scale suits the gradients that were added: no sum can have overflowed, and the
   * largest magnitude has enough bits for rounding to be negligible. Does not depend on order.
   */
  public boolean suits() {
    return largest == 0f
        || (fits() && exponentFor(largest, blocksExpected) - exponent <= SHRINK_BITS);
  }

  /** Whether no sum can have overflowed. */
  boolean fits() {
    return largest == 0f
        || Math.getExponent(largest) + 1 + exponent + bitsFor(blocksExpected) <= SUM_BITS;
  }

  /** The largest magnitude in any block's gradient; NaN or infinite if a gradient is. */
  public float largest() {
    return largest;
  }

  /** The number of examples. */
  public long examples() {
    return examples;
  }

  /** The sum of the weights of all examples; their number if they are not weighted. */
  public double weight() {
    return weight.value();
  }

  /** The sum of the losses of all examples. */
  public double loss() {
    return loss.value();
  }

  /**
   * Computes the weighted mean over all examples.
   *
   * @param gradient receives the mean. Modified.
   */
  public void mean(float[] gradient) {
    if (sums.length == 0) {
      Arrays.fill(gradient, 0f);
      return;
    }
    double scale = Math.scalb(1.0, -exponent);
    double total = weight();
    Elements.each(
        gradient.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            gradient[i] = (float) (sums[i] * scale / total);
          }
        });
  }

  private static int bitsFor(int blocks) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, blocks - 1));
  }
}
