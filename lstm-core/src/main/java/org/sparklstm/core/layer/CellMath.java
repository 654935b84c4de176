package org.sparklstm.core.layer;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.Matrix;

/**
 * The equations of a cell: the part of a recurrent layer that differs between cells. A cell keeps
 * its sums before activation in K blocks of H columns. The input's product is added to the first G
 * blocks, the hidden state's product to the last G.
 */
interface CellMath {

  /** K: blocks of H columns kept per step. */
  int blocks();

  /** The index, in torch's order of gates, of the gate whose input product belongs to a block. */
  default int gateOfInput(int block) {
    return block;
  }

  /**
   * Computes a slice of a step.
   *
   * @param slice its sums, before activation; afterwards its gates, and h and c. Modified.
   * @param h h before the step (n, P), or null for zeros. Not modified.
   * @param c c before the step (n, H), or null for zeros. Not modified.
   */
  void forward(StepSlice slice, Matrix h, Matrix c);

  /**
   * The backward pass of {@link #forward}: replaces the slice's gates by ∂loss/∂sums.
   *
   * @param dOutput ∂loss/∂h after the step, before projection (n, H); afterwards, if the cell
   *     {@link #carries}, its direct part of ∂loss/∂h before the step. Modified only then.
   */
  void backward(StepSlice slice, Matrix h, Matrix c, Matrix dOutput);

  /**
   * Whether ∂loss/∂h has a part that does not pass through the sums, which backward leaves in
   * dOutput.
   */
  default boolean carries() {
    return false;
  }

  static CellMath of(Cell cell, Kernels kernels) {
    return switch (cell) {
      case LSTM -> new Lstm(kernels);
      case GRU -> new Gru(kernels);
      case RNN_TANH -> new RnnTanh(kernels);
      case RNN_RELU -> new RnnRelu(kernels);
    };
  }

  /**
   * LSTM (Hochreiter and Schmidhuber 1997) with forget gates, as {@code torch.nn.LSTM}. The blocks
   * are i, f, g, o.
   *
   * <pre>
   * i = σ(W_ii x + b_ii + W_hi h + b_hi)      f, o alike      g = tanh(W_ig x + b_ig + W_hg h + b_hg)
   * c' = f ⊙ c + i ⊙ g                        h' = o ⊙ tanh(c')
   * </pre>
   */
  record Lstm(Kernels kernels) implements CellMath {
    @Override
    public int blocks() {
      return 4;
    }

    @Override
    public void forward(StepSlice slice, Matrix h, Matrix c) {
      kernels.lstmForward(slice.sums, c, slice.cell, slice.tanhCell, slice.cellOutput);
    }

    @Override
    public void backward(StepSlice slice, Matrix h, Matrix c, Matrix dOutput) {
      kernels.lstmBackward(slice.sums, c, slice.tanhCell, dOutput, slice.dCell);
    }
  }

  /**
   * GRU (Cho et al. 2014) in the form of {@code torch.nn.GRU}, which applies the reset gate after
   * the product. Torch orders the gates r, z, n; the blocks are n, r, z, and the hidden state's
   * part of n.
   *
   * <pre>
   * r = σ(W_ir x + b_ir + W_hr h + b_hr)      z alike
   * n = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn))
   * h' = (1 − z) ⊙ n + z ⊙ h
   * </pre>
   */
  record Gru(Kernels kernels) implements CellMath {
    @Override
    public int blocks() {
      return 4;
    }

    @Override
    public int gateOfInput(int block) {
      return block == 0 ? 2 : block - 1;
    }

    @Override
    public void forward(StepSlice slice, Matrix h, Matrix c) {
      kernels.gruForward(slice.sums, h, slice.cellOutput);
    }

    @Override
    public void backward(StepSlice slice, Matrix h, Matrix c, Matrix dOutput) {
      kernels.gruBackward(slice.sums, h, dOutput);
    }

    @Override
    public boolean carries() {
      return true;
    }
  }

  /** {@code h' = tanh(W_ih x + b_ih + W_hh h + b_hh)}: Elman 1990, {@code torch.nn.RNN}. */
  record RnnTanh(Kernels kernels) implements CellMath {
    @Override
    public int blocks() {
      return 1;
    }

    @Override
    public void forward(StepSlice slice, Matrix h, Matrix c) {
      kernels.tanhForward(slice.sums, slice.cellOutput);
    }

    @Override
    public void backward(StepSlice slice, Matrix h, Matrix c, Matrix dOutput) {
      kernels.tanhBackward(slice.cellOutput, dOutput, slice.sums);
    }
  }

  /** {@code h' = max(0, W_ih x + b_ih + W_hh h + b_hh)}. */
  record RnnRelu(Kernels kernels) implements CellMath {
    @Override
    public int blocks() {
      return 1;
    }

    @Override
    public void forward(StepSlice slice, Matrix h, Matrix c) {
      kernels.reluForward(slice.sums, slice.cellOutput);
    }

    @Override
    public void backward(StepSlice slice, Matrix h, Matrix c, Matrix dOutput) {
      kernels.reluBackward(slice.cellOutput, dOutput, slice.sums);
    }
  }
}
