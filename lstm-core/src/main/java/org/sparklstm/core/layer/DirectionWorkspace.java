package org.sparklstm.core.layer;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/** Scratch of one recurrent layer in one direction, for one batch; never serialised. */
final class DirectionWorkspace {
  /** Half a megabyte: with the weights of a step it stays in an L2 cache of one. */
  private static final int FLOATS_IN_CACHE = 1 << 17;

  /** Steps whose input product is formed together, right before it is used. */
  static final class Run {
    private final int step;
    private final int end;
    private final int firstRow;
    final Matrix inputSums;
    private Matrix rows;

    Run(int step, int end, int firstRow, Matrix inputSums) {
      this.step = step;
      this.end = end;
      this.firstRow = firstRow;
      this.inputSums = inputSums;
    }

    boolean holds(Part part) {
      return part.step >= step && part.step < end;
    }

    /** The rows of these steps in the layer's input. */
    Matrix rowsOf(Matrix x) {
      if (rows == null || rows.data() != x.data()) {
        rows = x.rowRange(firstRow, inputSums.rows());
      }
      return rows;
    }
  }

  final Steps steps;

  /** In the order of computation. */
  final List<Part> parts = new ArrayList<>();

  final Matrix sums;

  /** The blocks of {@link #sums} that the input's product goes to. */
  final Matrix inputSums;

  /** The blocks of {@link #sums} that the hidden state's product goes to. */
  final Matrix hiddenSums;

  /** {@link #inputSums} in runs of whole steps, in the order of computation. */
  final List<Run> runs = new ArrayList<>();

  final Matrix cell;
  final Matrix output;
  final Matrix dOutput;
  final Matrix unprojected;
  final Matrix dProjected;
  final Matrix dHidden;
  final Matrix dCell;

  /** {@link #inputSums} as weight_ih has its gates: in one piece, or a piece a block. */
  final Matrix[] inputSumsInPieces;

  /** The hidden state before each row, where views on the output do not show it. */
  final Matrix previousHidden;

  /**
   * {@link #hiddenSums} but for the first step computed; null but for several steps of equally long
   * sequences.
   */
  final Matrix laterHiddenSums;

  /** {@link #output} without the last step computed; null unless all sequences are equally long. */
  final Matrix earlierOutput;

  final RecurrentState.Part initial;
  final RecurrentState.Part last;
  final RecurrentState.Part dInitial;
  final RecurrentState.Part dLast;

  /**
   * @param output where h goes (rows, P)
   * @param dOutput where ∂loss/∂h will be found (rows, P), or null if there is none but that of the
   *     last state
   */
  DirectionWorkspace(
      RecurrentSpec spec,
      int direction,
      RecurrentDirection layer,
      Steps steps,
      Arena arena,
      Matrix output,
      Matrix dOutput,
      RecurrentState.Part[] states) {
    this.steps = steps;
    this.output = output;
    this.dOutput = dOutput;
    int blocks = layer.blocks();
    int hidden = spec.hidden();
    int rows = steps.rows();
    int width = spec.cell().gates() * hidden;
    boolean projects = spec.projection() > 0;
    sums = arena.matrix(rows, blocks * hidden);
    inputSums = sums.columnRange(0, width);
    hiddenSums = sums.columnRange(blocks * hidden - width, width);
    boolean lstm = spec.cell() == Cell.LSTM;
    cell = lstm ? arena.matrix(rows, hidden) : null;
    Matrix tanhCell = lstm ? arena.matrix(rows, hidden) : null;
    unprojected = projects ? arena.matrix(rows, hidden) : output;
    dProjected = projects ? arena.matrix(rows, spec.outputSize()) : null;
    Matrix dUnprojected = projects ? arena.matrix(steps.batch(), hidden) : null;
    dHidden = arena.matrix(steps.batch(), spec.outputSize());
    dCell = lstm ? arena.matrix(steps.batch(), hidden) : null;
    previousHidden = arena.matrix(rows, spec.outputSize());
    initial = states[0];
    last = states[1];
    dInitial = states[2];
    dLast = states[3];
    inputSumsInPieces = new Matrix[layer.inputPieces()];
    for (int i = 0; i < inputSumsInPieces.length; i++) {
      int columns = width / inputSumsInPieces.length;
      inputSumsInPieces[i] = inputSums.columnRange(i * columns, columns);
    }
    int shifted = rows - steps.batch();
    boolean shows = steps.areEqual() && steps.steps() > 1;
    laterHiddenSums =
        shows ? hiddenSums.rowRange(direction == 0 ? steps.batch() : 0, shifted) : null;
    earlierOutput = shows ? output.rowRange(direction == 0 ? 0 : steps.batch(), shifted) : null;
    planParts(direction);
    planRuns(direction);
    for (Part part : parts) {
      int t = part.step;
      part.sums = part.rowsAt(t, steps, sums);
      part.hiddenSums = part.rowsAt(t, steps, hiddenSums);
      part.cell = part.rowsAt(t, steps, cell);
      part.tanhCell = part.rowsAt(t, steps, tanhCell);
      part.output = part.rowsAt(t, steps, output);
      part.cellOutput = part.rowsAt(t, steps, unprojected);
      int before = direction == 0 ? t - 1 : t + 1;
      part.previousHidden =
          part.starts ? part.ranks(initial.hidden()) : part.rowsAt(before, steps, output);
      part.previousCell =
          part.starts ? part.ranks(initial.cell()) : part.rowsAt(before, steps, cell);
      part.keptPreviousHidden = part.rowsAt(t, steps, previousHidden);
      part.dPreviousOutput = part.starts ? null : part.rowsAt(before, steps, dOutput);
      part.dHidden = part.ranks(dHidden);
      part.dCell = part.ranks(dCell);
      part.dCellOutput = projects ? part.ranks(dUnprojected) : part.dHidden;
      part.dProjected = part.rowsAt(t, steps, dProjected);
    }
  }

  /** Forward, all start at the first step; in reverse, each at its own last one. */
  private void planParts(int direction) {
    for (int k = 0; k < steps.steps(); k++) {
      int t = direction == 0 ? k : steps.steps() - 1 - k;
      int count = steps.count(t);
      int goingOn = 0;
      if (k > 0) {
        goingOn = Math.min(count, steps.count(direction == 0 ? t - 1 : t + 1));
      }
      if (goingOn > 0) {
        parts.add(new Part(false, t, 0, goingOn));
      }
      if (goingOn < count) {
        parts.add(new Part(true, t, goingOn, count - goingOn));
      }
    }
  }

  /** As many steps as leave their sums in the L2 cache. */
  private void planRuns(int direction) {
    int most = Math.max(1, FLOATS_IN_CACHE / sums.columns());
    int t = 0;
    while (t < steps.steps()) {
      int end = t + 1;
      while (end < steps.steps() && steps.start(end + 1) - steps.start(t) <= most) {
        end++;
      }
      int rows = steps.start(end) - steps.start(t);
      Run run = new Run(t, end, steps.start(t), inputSums.rowRange(steps.start(t), rows));
      runs.add(direction == 0 ? runs.size() : 0, run);
      t = end;
    }
  }

  /** Rows of the last step computed of each sequence. */
  int lastRow(int direction, int sequence) {
    return steps.row(direction == 0 ? steps.length(sequence) - 1 : 0, sequence);
  }
}
