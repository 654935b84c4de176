package org.sparklstm.core.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * A pool of arrays, which it hands out again in the same order after each {@link #rewind}. A
 * workspace that changes its batch size thus keeps its memory.
 */
public final class Arena {
  private final List<float[]> arrays = new ArrayList<>();
  private int next;

  /** Makes all arrays available again. Matrices handed out before must not be used any more. */
  public void rewind() {
    next = 0;
  }

  /**
   * A matrix of the given shape, with undefined values.
   *
   * @throws IllegalArgumentException if the shape has more values than an array holds
   */
  public Matrix matrix(int rows, int columns) {
    if ((long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a matrix of shape (%d, %d) has more values than an array can hold"
              .formatted(rows, columns));
    }
    int size = rows * columns;
    if (next == arrays.size()) {
      arrays.add(new float[size]);
    } else if (arrays.get(next).length < size) {
      arrays.set(next, new float[size]);
    }
    return Matrix.of(arrays.get(next++), rows, columns);
  }
}
