package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Matrix;

/**
 * The rows of one time step that are computed together: either the sequences that continue from the
 * step before, or those that start at this step. Their ranks are consecutive. All matrices are
 * views, created once per batch.
 *
 * <p>n is the number of sequences in the slice.
 */
final class StepSlice {
  /** Whether the sequences start here, so that the state before this step is the initial state. */
  final boolean starts;

  /** The time step, from 0. */
  final int step;

  final int firstRank;
  final int count;

  /**
   * The sums before activation; after the forward pass the gates; after the backward pass
   * ∂loss/∂sums (n, K·H).
   */
  Matrix sums;

  /** The blocks of {@link #sums} that receive the hidden state's product (n, G·H). */
  Matrix hiddenSums;

  /** h before this step (n, P). */
  Matrix previousHidden;

  /** x and h before this step, side by side (n, I + P); null unless one product takes both. */
  Matrix joined;

  /** The columns of {@link #joined} for x (n, I). */
  Matrix joinedInput;

  /** The columns of {@link #joined} for h: before this step, then after it (n, P). */
  Matrix joinedHidden;

  private Matrix inputRows;

  /** Receives h before this step, for the gradient of weight_hh (n, P). */
  Matrix keptPreviousHidden;

  /** c before this step (n, H). */
  Matrix previousCell;

  /** c after this step (n, H). */
  Matrix cell;

  Matrix tanhCell;

  /** h before projection (n, H). */
  Matrix cellOutput;

  /** h after this step (n, P). */
  Matrix output;

  /** ∂loss/∂h of the step before that comes from the layer above (n, P); null if there is none. */
  Matrix dPreviousOutput;

  /** ∂loss/∂h after this step, then before it (n, P). */
  Matrix dHidden;

  /** ∂loss/∂c after this step, then before it (n, H). */
  Matrix dCell;

  /** ∂loss/∂h before projection (n, H); {@link #dHidden} if there is no projection. */
  Matrix dCellOutput;

  /** Receives ∂loss/∂h for the gradient of weight_hr (n, P); null if there is no projection. */
  Matrix dProjected;

  private StepSlice(boolean starts, int step, int firstRank, int count) {
    this.starts = starts;
    this.step = step;
    this.firstRank = firstRank;
    this.count = count;
  }

  /** The {@code count} sequences from {@code firstRank} on, which start at {@code step}. */
  static StepSlice starting(int step, int firstRank, int count) {
    return new StepSlice(true, step, firstRank, count);
  }

  /** The first {@code count} sequences, which continue from the step computed before. */
  static StepSlice continuing(int step, int count) {
    return new StepSlice(false, step, 0, count);
  }

  /** The rows of this slice in the layer's input. */
  Matrix rowsOf(Matrix x, Steps steps) {
    if (inputRows == null || inputRows.data() != x.data()) {
      inputRows = rowsAt(step, steps, x);
    }
    return inputRows;
  }

  /** The rows of this slice in a matrix with one row per sequence. */
  Matrix ranks(Matrix all) {
    return all == null ? null : all.rowRange(firstRank, count);
  }

  /**
   * The rows of the same sequences at step {@code t}, in a matrix with the rows of {@link Steps}.
   */
  Matrix rowsAt(int t, Steps steps, Matrix all) {
    return all == null ? null : all.rowRange(steps.start(t) + firstRank, count);
  }
}
