package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/**
 * The reverse direction of one layer where the last steps of each sequence are a horizon: it begins
 * at the last step before the horizon, and its output is 0 in the horizon. A sequence that is all
 * horizon has one step of zeros in its place, whose output nobody reads.
 */
final class PastReverse {
  /** The past of each sequence. */
  final Steps past;

  /** Receives h (past rows, P). */
  final Matrix output;

  /** ∂loss/∂h (past rows, P). */
  final Matrix dOutput;

  private final Steps steps;
  private final int horizon;
  private final Matrix x;
  private final Matrix dX;
  private final Matrix outputIn;
  private final Matrix dOutputIn;

  /**
   * @param horizon number of last steps that are not read
   * @param inputs I, values per row of the layer's input
   * @param isWanted whether ∂loss/∂x is needed
   * @param outputIn the columns of the layer's output that receive h (rows, P)
   * @param dOutputIn the same of its gradient (rows, P)
   */
  PastReverse(
      Steps steps,
      int horizon,
      Arena arena,
      int inputs,
      boolean isWanted,
      Matrix outputIn,
      Matrix dOutputIn) {
    this.steps = steps;
    this.horizon = horizon;
    this.outputIn = outputIn;
    this.dOutputIn = dOutputIn;
    int[] lengths = new int[steps.batch()];
    for (int b = 0; b < lengths.length; b++) {
      lengths[b] = Math.max(1, history(b));
    }
    past = Steps.of(lengths);
    x = arena.matrix(past.rows(), inputs);
    dX = isWanted ? arena.matrix(past.rows(), inputs) : null;
    output = arena.matrix(past.rows(), outputIn.columns());
    dOutput = arena.matrix(past.rows(), outputIn.columns());
  }

  private int history(int sequence) {
    return steps.length(sequence) - horizon;
  }

  /** The rows of the past in the layer's input. {@code all} Not modified. */
  Matrix gather(Matrix all) {
    gather(all, x);
    return x;
  }

  /** Writes h to the layer's output, and 0 in the horizon. */
  void scatterOutput() {
    outputIn.fill(0f);
    for (int b = 0; b < steps.batch(); b++) {
      for (int t = 0; t < history(b); t++) {
        copyRow(output, past.row(t, b), outputIn, steps.row(t, b));
      }
    }
  }

  /** Takes ∂loss/∂h from the layer's. */
  void gatherGradient() {
    gather(dOutputIn, dOutput);
  }

  /** A matrix of 0 for ∂loss/∂x of the past, or null if it is not needed. */
  Matrix startInputGradient() {
    if (dX != null) {
      dX.fill(0f);
    }
    return dX;
  }

  /** Adds ∂loss/∂x of the past to the layer's. {@code all} Modified. */
  void addInputGradient(Matrix all) {
    for (int b = 0; dX != null && b < steps.batch(); b++) {
      for (int t = 0; t < history(b); t++) {
        int from = dX.index(past.row(t, b), 0);
        int to = all.index(steps.row(t, b), 0);
        for (int column = 0; column < dX.columns(); column++) {
          all.data()[to + column] += dX.data()[from + column];
        }
      }
    }
  }

  private void gather(Matrix all, Matrix ofPast) {
    ofPast.fill(0f);
    for (int b = 0; b < steps.batch(); b++) {
      for (int t = 0; t < history(b); t++) {
        copyRow(all, steps.row(t, b), ofPast, past.row(t, b));
      }
    }
  }

  private static void copyRow(Matrix from, int row, Matrix to, int toRow) {
    System.arraycopy(
        from.data(), from.index(row, 0), to.data(), to.index(toRow, 0), from.columns());
  }
}
