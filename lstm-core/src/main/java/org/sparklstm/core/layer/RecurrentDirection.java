package org.sparklstm.core.layer;

import java.util.Arrays;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.kernel.PackedMatrix;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * One recurrent layer in one direction: the matrix products, which all cells share. The parameters
 * are those of {@code torch.nn.LSTM}, {@code GRU} and {@code RNN}: {@code weight_ih (G·H, I)},
 * {@code weight_hh (G·H, P)}, {@code bias_ih (G·H)}, {@code bias_hh (G·H)}, {@code weight_hr (P,
 * H)}.
 */
final class RecurrentDirection {
  /**
   * The largest number of inputs for which prediction copies x beside h and computes one product of
   * both. Inference in {@code bench 64,96,7,64,1} is 10 percent faster.
   */
  private static final int JOINED_INPUTS = 32;

  private static final int NONE = -1;

  private final Kernels kernels;
  private final CellMath math;
  private final int gates;
  private final int inputs;
  private final int hidden;
  private final int outputSize;
  private final int weightIhOffset;
  private final int biasIhOffset;
  private final int biasHhOffset;
  private final ParameterView weightHhIn;
  private final ParameterView weightHrIn;
  private final ParameterView[] dWeightIhIn;
  private final ParameterView dWeightHhIn;
  private final ParameterView dWeightHrIn;
  private final PackedMatrix weightIhTransposed;
  private final PackedMatrix weightHhTransposed;
  private final PackedMatrix weightIh;
  private final PackedMatrix weightHh;
  private final PackedMatrix weightHrTransposed;
  private final PackedMatrix weightHr;

  /** weight_ih above weight_hh, both transposed; null unless prediction joins x and h. */
  private final PackedMatrix weightJoined;

  private boolean weightJoinedIsOld;

  /** weight_ih, with its gates in the order of the blocks of the sums (G·H, I). */
  private final Matrix ordered;

  /** The initial values of the sums (K·H): both biases, added if they belong to the same block. */
  private final float[] bias;

  private final float[] biasSums;
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
    gates = spec.cell().gates();
    inputs = spec.inputsOf(layer);
    hidden = spec.hidden();
    outputSize = spec.outputSize();
    String suffix = spec.suffix(layer, direction);
    boolean biased = spec.bias() == RecurrentSpec.Bias.YES;
    boolean projects = spec.projection() > 0;
    weightIhOffset = layout.offset(prefix + "weight_ih" + suffix);
    biasIhOffset = biased ? layout.offset(prefix + "bias_ih" + suffix) : NONE;
    biasHhOffset = biased ? layout.offset(prefix + "bias_hh" + suffix) : NONE;
    int width = gates * hidden;
    int weightHhOffset = layout.offset(prefix + "weight_hh" + suffix);
    weightHhIn = new ParameterView(weightHhOffset, width, outputSize);
    dWeightHhIn = new ParameterView(weightHhOffset, width, outputSize);
    int weightHrOffset = projects ? layout.offset(prefix + "weight_hr" + suffix) : NONE;
    weightHrIn = new ParameterView(weightHrOffset, outputSize, hidden);
    dWeightHrIn = new ParameterView(weightHrOffset, outputSize, hidden);
    dWeightIhIn = inputWeightViews();
    weightIhTransposed = kernels.newPacked(inputs, width);
    weightHhTransposed = kernels.newPacked(outputSize, width);
    weightIh = kernels.newPacked(width, inputs);
    weightHh = kernels.newPacked(width, outputSize);
    weightHrTransposed = projects ? kernels.newPacked(hidden, outputSize) : null;
    weightHr = projects ? kernels.newPacked(outputSize, hidden) : null;
    boolean joins = inputs <= JOINED_INPUTS && !projects && math.blocks() == gates;
    weightJoined = joins ? kernels.newPacked(inputs + outputSize, width) : null;
    ordered = Matrix.zeros(width, inputs);
    bias = new float[math.blocks() * hidden];
    biasSums = new float[width];
    zeros = new float[Math.max(hidden, outputSize)];
  }

  /**
   * One view of all gates if they have the same order in the sums as in the weight, else one view
   * per block.
   */
  private ParameterView[] inputWeightViews() {
    if (math.gateOfInput(0) == 0) {
      return new ParameterView[] {new ParameterView(weightIhOffset, gates * hidden, inputs)};
    }
    ParameterView[] views = new ParameterView[gates];
    for (int block = 0; block < gates; block++) {
      int offset = weightIhOffset + math.gateOfInput(block) * hidden * inputs;
      views[block] = new ParameterView(offset, hidden, inputs);
    }
    return views;
  }

  int blocks() {
    return math.blocks();
  }

  int inputs() {
    return inputs;
  }

  /** Whether prediction computes one product of x and h. */
  boolean joins() {
    return weightJoined != null;
  }

  /** The number of pieces of {@link DirectionWorkspace.Training#inputSumsInPieces}. */
  int inputPieces() {
    return dWeightIhIn.length;
  }

  /**
   * Copies and packs the parameters.
   *
   * @param parameters all parameters. Not modified.
   */
  void load(float[] parameters) {
    for (int block = 0; block < gates; block++) {
      int gate = math.gateOfInput(block);
      System.arraycopy(
          parameters,
          weightIhOffset + gate * hidden * inputs,
          ordered.data(),
          block * hidden * inputs,
          hidden * inputs);
    }
    weightJoinedIsOld = true;
    weightIhTransposed.packTransposed(ordered);
    weightIh.pack(ordered);
    weightHhTransposed.packTransposed(weightHhIn.on(parameters));
    weightHh.pack(weightHhIn.on(parameters));
    if (weightHr != null) {
      weightHrTransposed.packTransposed(weightHrIn.on(parameters));
      weightHr.pack(weightHrIn.on(parameters));
    }
    if (biasIhOffset != NONE) {
      loadBias(parameters);
    }
  }

  private void loadBias(float[] parameters) {
    Arrays.fill(bias, 0f);
    for (int block = 0; block < gates; block++) {
      int from = biasIhOffset + math.gateOfInput(block) * hidden;
      System.arraycopy(parameters, from, bias, block * hidden, hidden);
    }
    int shift = (math.blocks() - gates) * hidden;
    for (int j = 0; j < gates * hidden; j++) {
      bias[shift + j] += parameters[biasHhOffset + j];
    }
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
        kernels.multAdd(h, weightHhTransposed, slice.hiddenSums);
      }
      math.forward(slice, h, cellBefore(slice, start));
      if (weightHr != null) {
        kernels.multPlusRow(zeros, slice.cellOutput, weightHrTransposed, slice.output);
      }
    }
    work.keepLast(plan);
  }

  /**
   * The forward pass of prediction with x beside h. The terms of a sum are added in the same order
   * as in two products, so the bits are the same.
   */
  private void predictJoined(Matrix x, DirectionWorkspace work, PassPlan plan, InitialState start) {
    if (weightJoinedIsOld) {
      weightJoined.stack(weightIhTransposed, weightHhTransposed);
      weightJoinedIsOld = false;
    }
    for (int i = 0; i < plan.slices.size(); i++) {
      StepSlice slice = plan.slices.get(i);
      Matrix rows = slice.rowsOf(x, work.steps);
      if (slice.starts && start == InitialState.ZERO) {
        kernels.multPlusRow(bias, rows, weightIhTransposed, slice.sums);
      } else {
        if (slice.starts) {
          slice.previousHidden.copyInto(slice.joinedHidden);
        }
        rows.copyInto(slice.joinedInput);
        kernels.multPlusRow(bias, slice.joined, weightJoined, slice.sums);
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
    if (bias.length > own) {
      Matrix sums = run.sums();
      for (int row = 0; row < sums.rows(); row++) {
        System.arraycopy(bias, own, sums.data(), sums.index(row, own), bias.length - own);
      }
    }
    kernels.multPlusRow(bias, run.rowsOf(x), weightIhTransposed, run.inputSums());
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
      if (weightHr != null) {
        slice.dHidden.copyInto(slice.dProjected);
        kernels.multPlusRow(zeros, slice.dHidden, weightHr, slice.dCellOutput);
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
      kernels.multAdd(training.plan.inputSums, weightIh, dX);
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
      kernels.multAdd(slice.hiddenSums, weightHh, slice.dHidden);
    } else if (slice.dPreviousOutput != null) {
      kernels.multPlus(slice.dPreviousOutput, slice.hiddenSums, weightHh, slice.dHidden);
    } else {
      kernels.multPlusRow(zeros, slice.hiddenSums, weightHh, slice.dHidden);
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
    Matrix dWeightHh = dWeightHhIn.on(gradient);
    // then the input and the hidden state share their sums, and one call packs them once for both
    boolean sameSums = dWeightIhIn.length == 1 && math.blocks() == gates;
    if (sameSums && sums != null) {
      Matrix dWeightIh = dWeightIhIn[0].on(gradient);
      kernels.multTransAAdd(training.plan.inputSums, x, dWeightIh, sums, previous, dWeightHh);
    } else {
      for (int i = 0; i < dWeightIhIn.length; i++) {
        kernels.multTransAAdd(training.inputSumsInPieces[i], x, dWeightIhIn[i].on(gradient));
      }
      if (sums != null) {
        kernels.multTransAAdd(sums, previous, dWeightHh);
      }
    }
    if (weightHr != null) {
      kernels.multTransAAdd(
          training.dProjected, training.work().unprojected, dWeightHrIn.on(gradient));
    }
    if (biasIhOffset != NONE) {
      addBiasGradients(gradient, training.plan);
    }
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

  private void addBiasGradients(float[] gradient, PassPlan plan) {
    Arrays.fill(biasSums, 0f);
    kernels.addColumnSums(plan.hiddenSums, biasSums, 0);
    for (int j = 0; j < biasSums.length; j++) {
      gradient[biasHhOffset + j] += biasSums[j];
    }
    if (math.blocks() > gates) {
      Arrays.fill(biasSums, 0f);
      kernels.addColumnSums(plan.inputSums, biasSums, 0);
    }
    for (int block = 0; block < gates; block++) {
      int to = biasIhOffset + math.gateOfInput(block) * hidden;
      for (int j = 0; j < hidden; j++) {
        gradient[to + j] += biasSums[block * hidden + j];
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
