package org.sparklstm.core.layer;

import java.util.Arrays;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.kernel.PackedMatrix;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * One LSTM layer in one direction, as {@code torch.nn.LSTM} computes it:
 *
 * <pre>
 * i = σ(W_ii x + b_ii + W_hi h + b_hi)      f, o alike      g = tanh(W_ig x + b_ig + W_hg h + b_hg)
 * c' = f ⊙ c + i ⊙ g                        h' = o ⊙ tanh(c')
 * </pre>
 *
 * The gates are stacked in the order i, f, g, o in {@code weight_ih (4H, I)}, {@code weight_hh (4H,
 * H)}, {@code bias_ih (4H)} and {@code bias_hh (4H)}. Sequences are time-major: row {@code t * B +
 * b} of a matrix is time step t of sequence b. The initial state is zero.
 */
final class LstmLayer {
  private static final int GATES = 4;

  private final Kernels kernels;
  private final int inputs;
  private final int hidden;
  private final boolean reverse;
  private final int[] offsets = new int[GATES];
  private final PackedMatrix weightIhTransposed;
  private final PackedMatrix weightHhTransposed;
  private final PackedMatrix weightIh;
  private final PackedMatrix weightHh;
  private final float[] bias;

  /**
   * @param prefix what stands before the names, for instance {@code lstm.}
   * @param layer index of the layer in its stack
   * @param direction 0 for first to last step, 1 for last to first
   */
  LstmLayer(
      Kernels kernels,
      ParameterLayout layout,
      String prefix,
      int layer,
      int direction,
      int inputs,
      int hidden) {
    this.kernels = kernels;
    this.inputs = inputs;
    this.hidden = hidden;
    this.reverse = direction == 1;
    String suffix = suffix(layer, direction);
    offsets[0] = layout.offset(prefix + "weight_ih" + suffix);
    offsets[1] = layout.offset(prefix + "weight_hh" + suffix);
    offsets[2] = layout.offset(prefix + "bias_ih" + suffix);
    offsets[3] = layout.offset(prefix + "bias_hh" + suffix);
    weightIhTransposed = kernels.newPacked(inputs, GATES * hidden);
    weightHhTransposed = kernels.newPacked(hidden, GATES * hidden);
    weightIh = kernels.newPacked(GATES * hidden, inputs);
    weightHh = kernels.newPacked(GATES * hidden, hidden);
    bias = new float[GATES * hidden];
  }

  /** Appends this layer's parameters to a layout, in PyTorch's order. */
  static void declare(
      ParameterLayout.Builder builder,
      String prefix,
      int layer,
      int direction,
      int inputs,
      int hidden) {
    String suffix = suffix(layer, direction);
    builder
        .add(prefix + "weight_ih" + suffix, GATES * hidden, inputs)
        .add(prefix + "weight_hh" + suffix, GATES * hidden, hidden)
        .add(prefix + "bias_ih" + suffix, GATES * hidden)
        .add(prefix + "bias_hh" + suffix, GATES * hidden);
  }

  private static String suffix(int layer, int direction) {
    return "_l" + layer + (direction == 1 ? "_reverse" : "");
  }

  /** Takes over a copy of the weights. */
  void load(float[] parameters) {
    Matrix ih = new Matrix(parameters, offsets[0], GATES * hidden, inputs, inputs);
    Matrix hh = new Matrix(parameters, offsets[1], GATES * hidden, hidden, hidden);
    weightIhTransposed.packTransposed(ih);
    weightHhTransposed.packTransposed(hh);
    weightIh.pack(ih);
    weightHh.pack(hh);
    for (int j = 0; j < bias.length; j++) {
      bias[j] = parameters[offsets[2] + j] + parameters[offsets[3] + j];
    }
  }

  /** Scratch of one layer for T steps of B sequences; never serialised. */
  static final class Workspace {
    final int steps;
    final int batch;
    final Matrix gates;
    final Matrix cell;
    final Matrix tanhCell;
    final Matrix output;
    final Matrix dOutput;
    final Matrix dHidden;
    final Matrix dCell;
    final Matrix[] gatesAt;
    final Matrix[] cellAt;
    final Matrix[] tanhCellAt;
    final Matrix[] outputAt;

    /**
     * @param output where h goes (T·B, H)
     * @param dOutput where ∂loss/∂h will be found (T·B, H)
     */
    Workspace(Arena arena, int steps, int batch, int hidden, Matrix output, Matrix dOutput) {
      this.steps = steps;
      this.batch = batch;
      this.output = output;
      this.dOutput = dOutput;
      gates = arena.matrix(steps * batch, GATES * hidden);
      cell = arena.matrix(steps * batch, hidden);
      tanhCell = arena.matrix(steps * batch, hidden);
      dHidden = arena.matrix(batch, hidden);
      dCell = arena.matrix(batch, hidden);
      gatesAt = perStep(gates);
      cellAt = perStep(cell);
      tanhCellAt = perStep(tanhCell);
      outputAt = perStep(output);
    }

    private Matrix[] perStep(Matrix all) {
      Matrix[] views = new Matrix[steps];
      Arrays.setAll(views, t -> all.rowRange(t * batch, batch));
      return views;
    }
  }

  /**
   * @param x (T·B, I). Not modified.
   * @param work receives gates, cells and outputs. Modified.
   */
  void forward(Matrix x, Workspace work) {
    for (int row = 0; row < work.gates.rows(); row++) {
      System.arraycopy(bias, 0, work.gates.data(), work.gates.index(row, 0), bias.length);
    }
    kernels.multAdd(x, weightIhTransposed, work.gates);
    for (int k = 0; k < work.steps; k++) {
      int t = stepAt(k, work);
      Matrix previousCell = null;
      if (k > 0) {
        int previous = stepAt(k - 1, work);
        previousCell = work.cellAt[previous];
        kernels.multAdd(work.outputAt[previous], weightHhTransposed, work.gatesAt[t]);
      }
      kernels.lstmForward(
          work.gatesAt[t], previousCell, work.cellAt[t], work.tanhCellAt[t], work.outputAt[t]);
    }
  }

  /**
   * The way back: gradients of weights and inputs are added to what is there.
   *
   * @param x as given to {@link #forward} (T·B, I). Not modified.
   * @param dX ∂loss/∂x (T·B, I), or null where nobody wants it. Modified.
   * @param gradient ∂loss/∂parameters, laid out as the parameters. Modified.
   * @param work after forward, with dOutput filled. Modified.
   */
  void backward(Matrix x, Matrix dX, float[] gradient, Workspace work) {
    work.dCell.fill(0f);
    for (int k = work.steps - 1; k >= 0; k--) {
      int t = stepAt(k, work);
      copyStep(work.dOutput, t, work.dHidden);
      if (k < work.steps - 1) {
        kernels.multAdd(work.gatesAt[stepAt(k + 1, work)], weightHh, work.dHidden);
      }
      Matrix previousCell = k > 0 ? work.cellAt[stepAt(k - 1, work)] : null;
      kernels.lstmBackward(
          work.gatesAt[t], previousCell, work.tanhCellAt[t], work.dHidden, work.dCell);
    }
    Matrix dGates = work.gates;
    Matrix dWeightIh = new Matrix(gradient, offsets[0], GATES * hidden, inputs, inputs);
    Matrix dWeightHh = new Matrix(gradient, offsets[1], GATES * hidden, hidden, hidden);
    kernels.multTransAAdd(dGates, x, dWeightIh);
    if (work.steps > 1) {
      int rows = (work.steps - 1) * work.batch;
      int after = reverse ? 0 : work.batch;
      int before = reverse ? work.batch : 0;
      kernels.multTransAAdd(
          dGates.rowRange(after, rows), work.output.rowRange(before, rows), dWeightHh);
    }
    kernels.addColumnSums(dGates, gradient, offsets[2]);
    kernels.addColumnSums(dGates, gradient, offsets[3]);
    if (dX != null) {
      kernels.multAdd(dGates, weightIh, dX);
    }
  }

  private int stepAt(int k, Workspace work) {
    return reverse ? work.steps - 1 - k : k;
  }

  private static void copyStep(Matrix from, int step, Matrix to) {
    for (int row = 0; row < to.rows(); row++) {
      System.arraycopy(
          from.data(),
          from.index(step * to.rows() + row, 0),
          to.data(),
          to.index(row, 0),
          to.columns());
    }
  }
}
