package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * A sequence and what was answered, to look at.
 *
 * @param values (T, I), scaled; its first steps if it is long. Not modified.
 * @param inputs I
 * @param length T, of the whole sequence
 * @param actual the class it belongs to
 * @param predicted the class that was found
 * @param probability that the network gave that class
 */
public record AnsweredSequence(
    float[] values, int inputs, int length, int actual, int predicted, double probability)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Values that are kept at most. */
  static final int MOST_VALUES = 1 << 12;
}
