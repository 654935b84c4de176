package org.sparklstm.core.layer;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.kernel.PackedMatrix;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/** {@code y = x Wᵀ + b}, as {@code torch.nn.Linear}: {@code weight (O, I)}, {@code bias (O)}. */
final class Dense {
  private final Kernels kernels;
  private final int inputs;
  private final int outputs;
  private final int weightOffset;
  private final int biasOffset;
  private final PackedMatrix weightTransposed;
  private final PackedMatrix weight;
  private final float[] bias;

  Dense(Kernels kernels, ParameterLayout layout, String prefix, int inputs, int outputs) {
    this.kernels = kernels;
    this.inputs = inputs;
    this.outputs = outputs;
    weightOffset = layout.offset(prefix + "weight");
    biasOffset = layout.offset(prefix + "bias");
    weightTransposed = kernels.newPacked(inputs, outputs);
    weight = kernels.newPacked(outputs, inputs);
    bias = new float[outputs];
  }

  static void declare(ParameterLayout.Builder builder, String prefix, int inputs, int outputs) {
    builder.add(prefix + "weight", outputs, inputs).add(prefix + "bias", outputs);
  }

  void load(float[] values) {
    Matrix matrix = new Matrix(values, weightOffset, outputs, inputs, inputs);
    weight.pack(matrix);
    weightTransposed.packTransposed(matrix);
    System.arraycopy(values, biasOffset, bias, 0, outputs);
  }

  /**
   * @param x (B, I). Not modified.
   * @param y (B, O). Modified.
   */
  void forward(Matrix x, Matrix y) {
    for (int row = 0; row < y.rows(); row++) {
      System.arraycopy(bias, 0, y.data(), y.index(row, 0), outputs);
    }
    kernels.multAdd(x, weightTransposed, y);
  }

  /**
   * @param dY ∂loss/∂y (B, O). Not modified.
   * @param dX ∂loss/∂x (B, I), added to. Modified.
   * @param gradient ∂loss/∂parameters, added to. Modified.
   */
  void backward(Matrix x, Matrix dY, Matrix dX, float[] gradient) {
    kernels.multTransAAdd(dY, x, new Matrix(gradient, weightOffset, outputs, inputs, inputs));
    kernels.addColumnSums(dY, gradient, biasOffset);
    kernels.multAdd(dY, weight, dX);
  }
}
