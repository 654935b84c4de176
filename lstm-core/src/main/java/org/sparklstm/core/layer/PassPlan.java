package org.sparklstm.core.layer;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/**
 * The order in which a layer computes a batch in one direction, and the memory of its sums.
 * Training keeps all sums for the backward pass. Prediction keeps the sums of one run of steps,
 * which the next run overwrites.
 */
final class PassPlan {
  /**
   * The size of a run's sums: 128 KB, which stays in an L2 cache of 1 MB beside the weights of a
   * step. With 512 KB, inference in {@code bench 64,96,7,128,1} is a few percent slower.
   */
  private static final int FLOATS_IN_CACHE = 1 << 15;

  /** The purpose of a pass. */
  enum Purpose {
    TRAINING,
    PREDICTION
  }

  /** Consecutive steps whose input product is computed together, just before it is used. */
  static final class Run {
    private final int step;
    private final int end;
    private final int firstRow;
    private final int rows;
    private Matrix sums;
    private Matrix inputSums;
    private Matrix inputRows;

    private Run(int step, int end, Steps steps) {
      this.step = step;
      this.end = end;
      firstRow = steps.start(step);
      rows = steps.start(end) - firstRow;
    }

    boolean holds(StepSlice slice) {
      return slice.step >= step && slice.step < end;
    }

    /** All blocks of the run's sums (n, K·H). */
    Matrix sums() {
      return sums;
    }

    /** The blocks of the run's sums that receive the input's product (n, G·H). */
    Matrix inputSums() {
      return inputSums;
    }

    /** The rows of the run in the layer's input (n, I). */
    Matrix rowsOf(Matrix x) {
      if (inputRows == null || inputRows.data() != x.data()) {
        inputRows = x.rowRange(firstRow, rows);
      }
      return inputRows;
    }
  }

  /** The slices in the order of computation. */
  final List<StepSlice> slices = new ArrayList<>();

  /** The runs in the order of computation. */
  final List<Run> runs = new ArrayList<>();

  final Matrix sums;

  /** The blocks of {@link #sums} that receive the input's product. */
  final Matrix inputSums;

  /** The blocks of {@link #sums} that receive the hidden state's product. */
  final Matrix hiddenSums;

  /**
   * @param direction 0 for forward, 1 for reverse
   * @param blocks K, blocks of H columns per row of sums
   */
  PassPlan(
      RecurrentSpec spec, int direction, int blocks, Steps steps, Arena arena, Purpose purpose) {
    planSlices(steps, direction);
    planRuns(steps, direction, FLOATS_IN_CACHE / (blocks * spec.hidden()));
    boolean all = purpose == Purpose.TRAINING;
    int rows = all ? steps.rows() : runs.stream().mapToInt(run -> run.rows).max().orElse(0);
    int width = spec.cell().gates() * spec.hidden();
    sums = arena.matrix(rows, blocks * spec.hidden());
    inputSums = sums.columnRange(0, width);
    hiddenSums = sums.columnRange(sums.columns() - width, width);
    for (Run run : runs) {
      run.sums = sums.rowRange(all ? run.firstRow : 0, run.rows);
      run.inputSums = inputSums.rowRange(all ? run.firstRow : 0, run.rows);
    }
    Matrix tanhCell =
        spec.cell().hasCellState() ? arena.matrix(all ? rows : steps.batch(), spec.hidden()) : null;
    int current = 0;
    for (StepSlice slice : slices) {
      current += runs.get(current).holds(slice) ? 0 : 1;
      int before = all ? 0 : runs.get(current).firstRow;
      int row = steps.start(slice.step) - before + slice.firstRank;
      slice.sums = sums.rowRange(row, slice.count);
      slice.hiddenSums = hiddenSums.rowRange(row, slice.count);
      slice.tanhCell = all ? slice.rowsAt(slice.step, steps, tanhCell) : slice.ranks(tanhCell);
    }
  }

  /** Forward, all sequences start at step 0. In reverse, each starts at its own last step. */
  private void planSlices(Steps steps, int direction) {
    for (int k = 0; k < steps.steps(); k++) {
      int t = direction == 0 ? k : steps.steps() - 1 - k;
      int count = steps.count(t);
      int continuing = 0;
      if (k > 0) {
        continuing = Math.min(count, steps.count(direction == 0 ? t - 1 : t + 1));
      }
      if (continuing > 0) {
        slices.add(StepSlice.continuing(t, continuing));
      }
      if (continuing < count) {
        slices.add(StepSlice.starting(t, continuing, count - continuing));
      }
    }
  }

  /** Divides the steps into runs of at most {@code most} rows, with at least one step per run. */
  private void planRuns(Steps steps, int direction, int most) {
    int t = 0;
    while (t < steps.steps()) {
      int end = t + 1;
      while (end < steps.steps() && steps.start(end + 1) - steps.start(t) <= most) {
        end++;
      }
      runs.add(direction == 0 ? runs.size() : 0, new Run(t, end, steps));
      t = end;
    }
  }
}
