package org.sparklstm.core.train;

import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.tensor.Matrix;

/**
 * Reads what stands beside the tokens of a shard. The columns of a step are the token, its class if
 * there are labels, numbers, and class numbers; the network reads the numbers, the token or its
 * vector, and the class numbers.
 */
final class StepReader {
  private final int first;
  private final int numbers;
  private final int classes;
  private final int afterToken;

  /**
   * @param network reads tokens
   * @param first the column of a step after the token and its class
   * @param tokenWidth values that are read of a token: 1, or those of its vector
   */
  StepReader(NetworkSpec network, int first, int tokenWidth) {
    this.first = first;
    numbers = network.inputNumbers();
    classes = network.inputs() - numbers - 1;
    afterToken = numbers + tokenWidth;
  }

  /** The column of the network's input at which the token, or its vector, begins. */
  int tokenColumn() {
    return numbers;
  }

  /** Writes all but the token into a row of a network's input. Modified. */
  void read(SequenceShard shard, int sequence, int t, Matrix input, int row) {
    if (numbers > 0) {
      shard.copyValues(sequence, t, first, numbers, input.data(), input.index(row, 0));
    }
    if (classes > 0) {
      shard.copyValues(
          sequence, t, first + numbers, classes, input.data(), input.index(row, afterToken));
    }
  }
}
