package org.sparklstm.core.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays that are handed out again, in the same order, after every {@link #rewind}: a workspace
 * that changes its batch size keeps its memory.
 */
public final class Arena {
  private final List<float[]> arrays = new ArrayList<>();
  private int next;

  /** Everything handed out so far may be handed out again. */
  public void rewind() {
    next = 0;
  }

  /** A matrix of that shape; its values are whatever was there before. */
  public Matrix matrix(int rows, int columns) {
    if ((long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a matrix of shape (%d, %d) has more values than an array holds"
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
