package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Matrix;

/**
 * One parameter as a matrix on whatever array holds all parameters or their gradients. The view on
 * the array seen last is kept: a training step uses the same arrays again and allocates nothing.
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
