package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * A sequence with its predicted class, for reports.
 *
 * @param values (T, I), scaled; only the first steps of a long sequence. Not modified.
 * @param inputs I
 * @param length T of the whole sequence
 * @param actual index of the actual class
 * @param predicted index of the predicted class
 * @param probability of the predicted class
 */
public record AnsweredSequence(
    float[] values, int inputs, int length, int actual, int predicted, double probability)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The largest number of values that is kept. */
  static final int MOST_VALUES = 1 << 12;
}
