package org.sparklstm.core.layer;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.kernel.PackedMatrix;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * {@code y = x Wᵀ + b}, as in {@code torch.nn.Linear}, with {@code weight (O, I)} and {@code bias
 * (O)}.
 */
final class DenseLayer implements Layer {
  private final Kernels kernels;
  private final DenseSpec spec;
  private final ParameterView weightIn;
  private final ParameterView dWeightIn;
  private final int biasOffset;
  private final PackedMatrix weightTransposed;
  private final PackedMatrix weight;
  private final float[] bias;
  private final float[] zeros;
  private Matrix x;
  private Matrix dX;
  private Signal output;

  DenseLayer(Kernels kernels, ParameterLayout layout, String prefix, DenseSpec spec) {
    this.kernels = kernels;
    this.spec = spec;
    int offset = layout.offset(spec.weight(prefix));
    weightIn = new ParameterView(offset, spec.outputs(), spec.inputs());
    dWeightIn = new ParameterView(offset, spec.outputs(), spec.inputs());
    biasOffset = layout.offset(prefix + "bias");
    weightTransposed = kernels.newPacked(spec.inputs(), spec.outputs());
    weight = kernels.newPacked(spec.outputs(), spec.inputs());
    bias = new float[spec.outputs()];
    zeros = new float[spec.inputs()];
  }

  @Override
  public void load(float[] parameters) {
    weight.pack(weightIn.on(parameters));
    weightTransposed.packTransposed(weightIn.on(parameters));
    System.arraycopy(parameters, biasOffset, bias, 0, spec.outputs());
  }

  @Override
  public Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX) {
    this.x = x;
    this.dX = dX;
    output =
        new Signal(arena.matrix(x.rows(), spec.outputs()), arena.matrix(x.rows(), spec.outputs()));
    return output;
  }

  @Override
  public void predict() {
    kernels.multPlusRow(bias, x, weightTransposed, output.values());
  }

  @Override
  public void train(Draws draws) {
    predict();
  }

  @Override
  public void backward(float[] gradient) {
    Matrix dY = output.gradient();
    kernels.multTransAAdd(dY, x, dWeightIn.on(gradient));
    kernels.addColumnSums(dY, gradient, biasOffset);
    if (dX != null) {
      kernels.multPlusRow(zeros, dY, weight, dX);
    }
  }
}
