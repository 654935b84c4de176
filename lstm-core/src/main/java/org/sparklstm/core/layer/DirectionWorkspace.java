package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/**
 * Scratch memory of one recurrent layer in one direction, for one batch shape. Never serialised.
 * The memory that only training needs is allocated by the first training pass.
 */
final class DirectionWorkspace {
  final Steps steps;
  final Matrix cell;
  final Matrix output;

  /** h before projection (rows, H); the output itself if there is no projection. */
  final Matrix unprojected;

  final RecurrentState.DirectionState initial;
  final RecurrentState.DirectionState last;
  final RecurrentState.DirectionState dInitial;
  final RecurrentState.DirectionState dLast;

  private final RecurrentSpec spec;
  private final RecurrentDirection layer;
  private final int direction;
  private final Arena arena;
  private final Matrix dOutput;
  private PassPlan prediction;

  /** For prediction: c of even and of odd steps (B, H). */
  private Matrix[] cells;

  /** For prediction: h beside x (B, P), or null if one product does not take both. */
  private Matrix joinedHidden;

  private Training training;

  /**
   * @param output receives h (rows, P)
   * @param dOutput holds ∂loss/∂h before the backward pass (rows, P), or null if the gradient comes
   *     only through the last state
   * @param states initial, last, dInitial, dLast
   */
  DirectionWorkspace(
      RecurrentSpec spec,
      int direction,
      RecurrentDirection layer,
      Steps steps,
      Arena arena,
      Matrix output,
      Matrix dOutput,
      RecurrentState.DirectionState[] states) {
    this.spec = spec;
    this.direction = direction;
    this.layer = layer;
    this.steps = steps;
    this.arena = arena;
    this.output = output;
    this.dOutput = dOutput;
    cell = spec.cell().hasCellState() ? arena.matrix(steps.rows(), spec.hidden()) : null;
    unprojected = spec.projection() > 0 ? arena.matrix(steps.rows(), spec.hidden()) : output;
    initial = states[0];
    last = states[1];
    dInitial = states[2];
    dLast = states[3];
  }

  /** The plan of prediction passes. */
  PassPlan prediction() {
    if (prediction == null) {
      prediction = predictionPlan();
    }
    return prediction;
  }

  /** The plan of training passes, and their scratch memory. */
  Training training() {
    if (training == null) {
      training = new Training(plan(PassPlan.Purpose.TRAINING));
    }
    return training;
  }

  /**
   * Prediction keeps c of two steps only. If x is narrow, it is copied beside h so that one product
   * takes both.
   */
  private PassPlan predictionPlan() {
    PassPlan plan = plan(PassPlan.Purpose.PREDICTION);
    if (cell != null) {
      cells = new Matrix[] {arena.matrix(steps.batch(), spec.hidden()), null};
      cells[1] = arena.matrix(steps.batch(), spec.hidden());
      for (StepSlice slice : plan.slices) {
        slice.cell = slice.ranks(cells[slice.step % 2]);
        slice.previousCell =
            slice.starts ? slice.previousCell : slice.ranks(cells[before(slice.step) % 2]);
      }
    }
    if (layer.weights().joins()) {
      int inputs = layer.inputs();
      Matrix joined = arena.matrix(steps.batch(), inputs + spec.hidden());
      joinedHidden = joined.columnRange(inputs, spec.hidden());
      for (StepSlice slice : plan.slices) {
        slice.joined = slice.ranks(joined);
        slice.joinedInput = slice.joined.columnRange(0, inputs);
        slice.joinedHidden = slice.joined.columnRange(inputs, spec.hidden());
        slice.cellOutput = slice.joinedHidden;
      }
    }
    return plan;
  }

  /** The plan of prediction passes if they take x and h in one product, else null. */
  PassPlan predictionIfJoined() {
    return joinedHidden == null ? null : prediction;
  }

  /** Whether the layer above reads the output of each step, and not only the last state. */
  boolean shows() {
    return dOutput != null;
  }

  /** Copies the final state of each sequence to {@link #last}, after a pass of {@code plan}. */
  void keepLast(PassPlan plan) {
    for (int b = 0; b < steps.batch(); b++) {
      int row = lastRow(b);
      int rank = steps.rank(b);
      if (plan == prediction && joinedHidden != null) {
        copyRow(joinedHidden, rank, last.hidden(), rank);
      } else {
        copyRow(output, row, last.hidden(), rank);
      }
      if (cell != null && plan == prediction) {
        copyRow(cells[lastStep(b) % 2], rank, last.cell(), rank);
      } else if (cell != null) {
        copyRow(cell, row, last.cell(), rank);
      }
    }
  }

  private static void copyRow(Matrix from, int row, Matrix to, int toRow) {
    System.arraycopy(from.data(), from.index(row, 0), to.data(), to.index(toRow, 0), to.columns());
  }

  private PassPlan plan(PassPlan.Purpose purpose) {
    PassPlan plan = new PassPlan(spec, direction, layer.blocks(), steps, arena, purpose);
    for (StepSlice slice : plan.slices) {
      int t = slice.step;
      slice.cell = slice.rowsAt(t, steps, cell);
      slice.output = slice.rowsAt(t, steps, output);
      slice.cellOutput = slice.rowsAt(t, steps, unprojected);
      slice.previousHidden =
          slice.starts ? slice.ranks(initial.hidden()) : slice.rowsAt(before(t), steps, output);
      slice.previousCell =
          slice.starts ? slice.ranks(initial.cell()) : slice.rowsAt(before(t), steps, cell);
    }
    return plan;
  }

  /** The step that is computed just before step {@code t}. */
  private int before(int t) {
    return direction == 0 ? t - 1 : t + 1;
  }

  /** The step of a sequence that is computed last. */
  private int lastStep(int sequence) {
    return direction == 0 ? steps.length(sequence) - 1 : 0;
  }

  /** The row of the step of a sequence that is computed last. */
  int lastRow(int sequence) {
    return steps.row(lastStep(sequence), sequence);
  }

  /** The scratch memory of training passes. */
  final class Training {
    final PassPlan plan;
    final Matrix dProjected;
    final Matrix dHidden;
    final Matrix dCell;

    /** The plan's input sums, see {@link RecurrentWeights#inPieces}. */
    final Matrix[] inputSumsInPieces;

    /**
     * The plan's hidden sums without those of the step computed first, aligned with {@link
     * #earlierOutput}; null unless sequences are equally long and have several steps.
     */
    final Matrix laterHiddenSums;

    /** The output without that of the step computed last: h before each row of the later sums. */
    final Matrix earlierOutput;

    private Matrix previousHidden;

    private Training(PassPlan plan) {
      this.plan = plan;
      boolean projects = spec.projection() > 0;
      int size = spec.outputSize();
      dProjected = projects ? arena.matrix(steps.rows(), size) : null;
      Matrix dUnprojected = projects ? arena.matrix(steps.batch(), spec.hidden()) : null;
      dHidden = arena.matrix(steps.batch(), size);
      dCell = cell == null ? null : arena.matrix(steps.batch(), spec.hidden());
      inputSumsInPieces = layer.weights().inPieces(plan.inputSums);
      boolean shows = steps.areEqual() && steps.steps() > 1;
      int batch = steps.batch();
      int shifted = steps.rows() - batch;
      laterHiddenSums =
          shows ? plan.hiddenSums.rowRange(direction == 0 ? batch : 0, shifted) : null;
      earlierOutput = shows ? output.rowRange(direction == 0 ? 0 : batch, shifted) : null;
      for (StepSlice slice : plan.slices) {
        int t = slice.step;
        slice.dPreviousOutput = slice.starts ? null : slice.rowsAt(before(t), steps, dOutput);
        slice.dHidden = slice.ranks(dHidden);
        slice.dCell = slice.ranks(dCell);
        slice.dCellOutput = projects ? slice.ranks(dUnprojected) : slice.dHidden;
        slice.dProjected = slice.rowsAt(t, steps, dProjected);
      }
    }

    /**
     * Memory for h before each row (rows, P), for batches in which {@link #earlierOutput} does not
     * hold it.
     */
    Matrix previousHidden() {
      if (previousHidden == null) {
        previousHidden = arena.matrix(steps.rows(), spec.outputSize());
        for (StepSlice slice : plan.slices) {
          slice.keptPreviousHidden = slice.rowsAt(slice.step, steps, previousHidden);
        }
      }
      return previousHidden;
    }

    /** ∂loss/∂h from the layer above (rows, P), or null. */
    Matrix dOutput() {
      return dOutput;
    }

    DirectionWorkspace work() {
      return DirectionWorkspace.this;
    }
  }
}
