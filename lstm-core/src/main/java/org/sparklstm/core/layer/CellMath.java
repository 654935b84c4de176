package org.sparklstm.core.layer;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.Matrix;

/**
 * What differs between the cells: which sums they keep, and what they make of them. Sums are kept
 * in blocks of H columns; the input's product goes to the first G of them, the hidden state's to
 * the last G.
 */
interface CellMath {

  /** Blocks of H columns kept a step. */
  int blocks();

  /** Which of torch's stacked gates the input's product has in its block {@code block}. */
  default int gateOfInput(int block) {
    return block;
  }

  /**
   * A part of a step, forward.
   *
   * @param h before it, or null for zeros
   * @param c before it, or null for zeros
   */
  void forward(StepSlice slice, Matrix h, Matrix c);

  /**
   * The way back: the part's sums become their gradients.
   *
   * @param dOutput ∂loss/∂(what {@link #forward} put out). Modified if {@link #carries}.
   */
  void backward(StepSlice slice, Matrix h, Matrix c, Matrix dOutput);

  /** Whether backward leaves in dOutput a part of ∂loss/∂h that does not pass through the sums. */
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
   * Hochreiter and Schmidhuber 1997 with forget gates, as {@code torch.nn.LSTM}; the blocks are i,
   * f, g, o.
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
   * Cho et al. 2014 as {@code torch.nn.GRU} has it, with the reset gate on the product; torch's
   * gates are r, z, n, the blocks n, r, z and the hidden state's part of n.
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
