package org.sparklstm.core.layer;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.kernel.PackedMatrix;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * The passes of one recurrent layer in one direction: the matrix products, which all cells share.
 */
final class RecurrentDirection {
  private final Kernels kernels;
  private final CellMath math;
  private final RecurrentWeights weights;
  private final int gates;
  private final int hidden;
  private final int inputs;
  private final int outputSize;
  private final float[] zeros;

  RecurrentDirection(
      Kernels kernels,
      RecurrentSpec spec,
      ParameterLayout layout,
      String prefix,
      int layer,
      int direction) {
    this.kernels = kernels;
    math = CellMath.of(spec.cell(), kernels);
    weights = new RecurrentWeights(kernels, math, spec, layout, prefix, layer, direction);
    gates = spec.cell().gates();
    hidden = spec.hidden();
    inputs = spec.inputsOf(layer);
    outputSize = spec.outputSize();
    zeros = new float[Math.max(hidden, outputSize)];
  }

  int blocks() {
    return math.blocks();
  }

  int inputs() {
    return inputs;
  }

  RecurrentWeights weights() {
    return weights;
  }

  /**
   * The forward pass.
   *
   * @param x (rows, I). Not modified.
   * @param work receives c and h. Modified.
   * @param plan of {@code work}, for the purpose of the pass; receives the sums. Modified.
   * @param start the state that sequences start from
   */
  void forward(Matrix x, DirectionWorkspace work, PassPlan plan, InitialState start) {
    if (plan == work.predictionIfJoined()) {
      predictJoined(x, work, plan, start);
      work.keepLast(plan);
      return;
    }
    int run = -1;
    for (int i = 0; i < plan.slices.size(); i++) {
      StepSlice slice = plan.slices.get(i);
      if (run < 0 || !plan.runs.get(run).holds(slice)) {
        run++;
        startSums(plan.runs.get(run), x);
      }
      Matrix h = hiddenBefore(slice, start);
      if (h != null) {
        kernels.multAdd(h, weights.hhTransposed, slice.hiddenSums);
      }
      math.forward(slice, h, cellBefore(slice, start));
      if (weights.hr != null) {
        kernels.multPlusRow(zeros, slice.cellOutput, weights.hrTransposed, slice.output);
      }
    }
    work.keepLast(plan);
  }

  /**
   * The forward pass of prediction with x beside h. The terms of a sum are added in the same order
   * as in two products, so the bits are the same.
   */
  private void predictJoined(Matrix x, DirectionWorkspace work, PassPlan plan, InitialState start) {
    PackedMatrix joined = weights.joined();
    for (int i = 0; i < plan.slices.size(); i++) {
      StepSlice slice = plan.slices.get(i);
      Matrix rows = slice.rowsOf(x, work.steps);
      if (slice.starts && start == InitialState.ZERO) {
        kernels.multPlusRow(weights.bias, rows, weights.ihTransposed, slice.sums);
      } else {
        if (slice.starts) {
          slice.previousHidden.copyInto(slice.joinedHidden);
        }
        rows.copyInto(slice.joinedInput);
        kernels.multPlusRow(weights.bias, slice.joined, joined, slice.sums);
      }
      math.forward(slice, slice.joinedHidden, cellBefore(slice, start));
      if (work.shows()) {
        slice.joinedHidden.copyInto(slice.output);
      }
    }
  }

  /** Sets the sums of a run to the biases plus the input's product. */
  private void startSums(PassPlan.Run run, Matrix x) {
    int own = gates * hidden;
    float[] bias = weights.bias;
    if (bias.length > own) {
      Matrix sums = run.sums();
      for (int row = 0; row < sums.rows(); row++) {
        System.arraycopy(bias, own, sums.data(), sums.index(row, own), bias.length - own);
      }
    }
    kernels.multPlusRow(weights.bias, run.rowsOf(x), weights.ihTransposed, run.inputSums());
  }

  /**
   * The backward pass.
   *
   * @param x of the forward pass (rows, I). Not modified.
   * @param dX receives ∂loss/∂x (rows, I), which is added to its values, or null if it is not
   *     needed. Modified.
   * @param gradient receives ∂loss/∂parameters, which is added to its values. Modified.
   * @param training of the forward pass; its ∂loss/∂outputs and ∂loss/∂(last state) are set.
   *     Modified.
   * @param start as in the forward pass
   */
  void backward(
      Matrix x,
      Matrix dX,
      float[] gradient,
      DirectionWorkspace.Training training,
      InitialState start) {
    startFromTheEnd(training);
    for (int i = training.plan.slices.size() - 1; i >= 0; i--) {
      StepSlice slice = training.plan.slices.get(i);
      if (weights.hr != null) {
        slice.dHidden.copyInto(slice.dProjected);
        kernels.multPlusRow(zeros, slice.dHidden, weights.hr, slice.dCellOutput);
      }
      math.backward(slice, hiddenBefore(slice, start), cellBefore(slice, start), slice.dCellOutput);
      if (!slice.starts || start == InitialState.GIVEN) {
        throughTime(slice);
      }
    }
    if (start == InitialState.GIVEN) {
      training.dHidden.copyInto(training.work().dInitial.hidden());
      if (training.dCell != null) {
        training.dCell.copyInto(training.work().dInitial.cell());
      }
    }
    addWeightGradients(x, gradient, training, start);
    if (dX != null) {
      kernels.multAdd(training.plan.inputSums, weights.ih, dX);
    }
  }

  /**
   * Sets the gradients of each sequence's final state to those of its last state and its last
   * output.
   */
  private void startFromTheEnd(DirectionWorkspace.Training training) {
    DirectionWorkspace work = training.work();
    Matrix dHidden = training.dHidden;
    Matrix dOutput = training.dOutput();
    work.dLast.hidden().copyInto(dHidden);
    if (training.dCell != null) {
      work.dLast.cell().copyInto(training.dCell);
    }
    if (dOutput == null) {
      return;
    }
    for (int b = 0; b < work.steps.batch(); b++) {
      int row = work.lastRow(b);
      int rank = work.steps.rank(b);
      for (int j = 0; j < outputSize; j++) {
        dHidden.data()[dHidden.index(rank, j)] += dOutput.at(row, j);
      }
    }
  }

  /** Computes ∂loss/∂h before a slice from the gradients of its sums. */
  private void throughTime(StepSlice slice) {
    if (math.carries()) {
      if (slice.dPreviousOutput != null) {
        kernels.add(slice.dPreviousOutput, slice.dHidden);
      }
      kernels.multAdd(slice.hiddenSums, weights.hh, slice.dHidden);
    } else if (slice.dPreviousOutput != null) {
      kernels.multPlus(slice.dPreviousOutput, slice.hiddenSums, weights.hh, slice.dHidden);
    } else {
      kernels.multPlusRow(zeros, slice.hiddenSums, weights.hh, slice.dHidden);
    }
  }

  private void addWeightGradients(
      Matrix x, float[] gradient, DirectionWorkspace.Training training, InitialState start) {
    Matrix sums = training.plan.hiddenSums;
    Matrix previous;
    if (start == InitialState.GIVEN || !training.work().steps.areEqual()) {
      previous = training.previousHidden();
      gatherPrevious(training.plan, start);
    } else {
      // h before a step is the output of the step before: the same rows, shifted
      sums = training.laterHiddenSums;
      previous = training.earlierOutput;
    }
    // then one call packs the sums once for both weights
    if (weights.shareSums() && sums != null) {
      weights.addGradients(training.plan.inputSums, x, sums, previous, gradient);
    } else {
      weights.addInputGradient(training.inputSumsInPieces, x, gradient);
      if (sums != null) {
        weights.addHiddenGradient(sums, previous, gradient);
      }
    }
    if (weights.hr != null) {
      weights.addProjectionGradient(training.dProjected, training.work().unprojected, gradient);
    }
    weights.addBiasGradients(training.plan.inputSums, training.plan.hiddenSums, gradient);
  }

  private void gatherPrevious(PassPlan plan, InitialState start) {
    for (int i = 0; i < plan.slices.size(); i++) {
      StepSlice slice = plan.slices.get(i);
      Matrix h = hiddenBefore(slice, start);
      if (h == null) {
        slice.keptPreviousHidden.fill(0f);
      } else {
        h.copyInto(slice.keptPreviousHidden);
      }
    }
  }

  private static Matrix hiddenBefore(StepSlice slice, InitialState start) {
    return slice.starts && start == InitialState.ZERO ? null : slice.previousHidden;
  }

  private static Matrix cellBefore(StepSlice slice, InitialState start) {
    return slice.starts && start == InitialState.ZERO ? null : slice.previousCell;
  }
}
