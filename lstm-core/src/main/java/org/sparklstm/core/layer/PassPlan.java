package org.sparklstm.core.layer;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/**
 * The order in which one layer computes a batch in one direction, and where its sums lie: all of
 * them for training, whose way back needs them; for prediction only those of a run of steps, over
 * which the next run writes.
 */
final class PassPlan {
  /**
   * 128 KB: beside the weights of a step it stays in an L2 cache of a megabyte. {@code bench
   * 64,96,7,128,1} infers some hundredths faster than with half a megabyte.
   */
  private static final int FLOATS_IN_CACHE = 1 << 15;

  /** What a pass is for. */
  enum Purpose {
    TRAINING,
    PREDICTION
  }

  /** Steps whose input product is formed together, right before it is used. */
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

    /** The blocks that the input's product goes to (n, G·H). */
    Matrix inputSums() {
      return inputSums;
    }

    /** The rows of these steps in the layer's input (n, I). */
    Matrix rowsOf(Matrix x) {
      if (inputRows == null || inputRows.data() != x.data()) {
        inputRows = x.rowRange(firstRow, rows);
      }
      return inputRows;
    }
  }

  /** In the order of computation. */
  final List<StepSlice> slices = new ArrayList<>();

  /** In the order of computation. */
  final List<Run> runs = new ArrayList<>();

  final Matrix sums;

  /** The blocks of {@link #sums} that the input's product goes to. */
  final Matrix inputSums;

  /** The blocks of {@link #sums} that the hidden state's product goes to. */
  final Matrix hiddenSums;

  /**
   * @param blocks H columns each, kept a row
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

  /** Forward, all start at the first step; in reverse, each at its own last one. */
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

  /** Whole steps, as many as have at most {@code most} rows together, and at least one. */
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
