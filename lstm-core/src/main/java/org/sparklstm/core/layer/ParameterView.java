package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Matrix;

/**
 * A view of one parameter as a matrix, on an array of all parameters or of all gradients. It keeps
 * the view of the array that it saw last, so that a training step, which uses the same arrays
 * again, allocates nothing.
 */
final class ParameterView {
  private final int offset;
  private final int rows;
  private final int columns;
  private Matrix last;

  ParameterView(int offset, int rows, int columns) {
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
  }

  Matrix on(float[] values) {
    if (last == null || last.data() != values) {
      last = new Matrix(values, offset, rows, columns, columns);
    }
    return last;
  }
}
