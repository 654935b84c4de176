package org.sparklstm.core.train;

import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/**
 * Normal noise on the numbers that a network reads in training, as {@code x + deviation *
 * torch.randn_like(x)} (Bishop 1995: noise of a small deviation acts like a penalty on curvature).
 * The noise of a block is a function of its key, and the same on every machine.
 */
final class InputNoise {
  /** Tells the stream from those of hidden classes, whose number is that of a column. */
  private static final long STREAM = -1;

  private InputNoise() {}

  /**
   * Adds noise.
   *
   * @param input the first columns of which are numbers. Modified.
   * @param columns number of those
   * @param key of the block
   */
  static void add(Matrix input, int columns, double deviation, long key) {
    long stream = CounterRandom.key(key, STREAM);
    long pair = 0;
    for (int row = 0; row < input.rows(); row++) {
      for (int column = 0; column < columns; column += 2) {
        int at = input.index(row, column);
        // Box and Muller 1958; 1 - uniform is never 0
        double radius =
            deviation
                * Math.sqrt(-2 * StrictMath.log(1.0 - CounterRandom.uniform(stream, 2 * pair)));
        double angle = 2 * Math.PI * CounterRandom.uniform(stream, 2 * pair + 1);
        pair++;
        input.data()[at] += (float) (radius * StrictMath.cos(angle));
        if (column + 1 < columns) {
          input.data()[at + 1] += (float) (radius * StrictMath.sin(angle));
        }
      }
    }
  }
}
