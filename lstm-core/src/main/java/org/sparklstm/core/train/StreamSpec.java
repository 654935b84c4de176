package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * How streams of tokens are read in training.
 *
 * @param length tokens of a stream that a step reads, at least 1
 * @param stateSize values of the state of a stream; see {@link
 *     org.sparklstm.core.layer.NetworkSpec#stateSize}
 * @param rows the weights by token of which a step touches some rows; null if it touches all
 */
public record StreamSpec(int length, int stateSize, RowLayout rows) implements Serializable {
  /** Steps that touch all rows. */
  public StreamSpec(int length, int stateSize) {
    this(length, stateSize, null);
  }

  public StreamSpec {
    if (length < 1 || stateSize < 1) {
      throw new IllegalArgumentException(
          "a step reads %d tokens of a stream with %d values of state, expected at least 1 of each"
              .formatted(length, stateSize));
    }
  }
}
