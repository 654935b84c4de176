package org.sparklstm.core.layer;

import java.util.Arrays;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.kernel.PackedMatrix;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * The parameters of one recurrent layer in one direction, packed for products, and where their
 * gradients go. They are those of {@code torch.nn.LSTM}, {@code GRU} and {@code RNN}: {@code
 * weight_ih (G·H, I)}, {@code weight_hh (G·H, P)}, {@code bias_ih (G·H)}, {@code bias_hh (G·H)},
 * {@code weight_hr (P, H)}.
 */
final class RecurrentWeights {
  /**
   * The largest number of inputs for which prediction copies x beside h and computes one product of
   * both. Inference in {@code bench 64,96,7,64,1} is 10 percent faster.
   */
  private static final int JOINED_INPUTS = 32;

  private static final int NONE = -1;

  /** Stands for a choice of all elements; no key is likely to be the same. */
  private static final long ALL = 0;

  /** Distinguishes the random numbers of weights from those of outputs. */
  private static final long WEIGHTS = 1;

  /** weight_ih, transposed, its gates in the order of the blocks of the sums (I, G·H). */
  final PackedMatrix ihTransposed;

  /** weight_ih, its gates in the order of the blocks of the sums (G·H, I). */
  final PackedMatrix ih;

  /** weight_hh, transposed (P, G·H). */
  final PackedMatrix hhTransposed;

  /** weight_hh (G·H, P). */
  final PackedMatrix hh;

  /** weight_hr, transposed (H, P); null without a projection. */
  final PackedMatrix hrTransposed;

  /** weight_hr (P, H); null without a projection. */
  final PackedMatrix hr;

  /** The initial values of the sums (K·H): both biases, added if they belong to the same block. */
  final float[] bias;

  private final Kernels kernels;
  private final CellMath math;
  private final int number;
  private final int gates;
  private final int inputs;
  private final int hidden;
  private final int ihOffset;
  private final int biasIhOffset;
  private final int biasHhOffset;
  private final ParameterView hhIn;
  private final ParameterView hrIn;
  private final ParameterView[] dIhIn;
  private final ParameterView dHhIn;

  /** Null without dropout of weight_hh. */
  private final WeightDropout dropout;

  /** The elements of weight_hh that the packed ones have. */
  private long chosen;

  private boolean isChosen;
  private final ParameterView dHrIn;

  /** weight_ih above weight_hh, both transposed; null unless prediction joins x and h. */
  private final PackedMatrix joined;

  private boolean joinedIsOld;
  private final Matrix ordered;
  private final float[] biasSums;

  RecurrentWeights(
      Kernels kernels,
      CellMath math,
      RecurrentSpec spec,
      ParameterLayout layout,
      String prefix,
      int layer,
      int direction) {
    this.kernels = kernels;
    this.math = math;
    number = layer * spec.directions() + direction;
    gates = spec.cell().gates();
    inputs = spec.inputsOf(layer);
    hidden = spec.hidden();
    int outputSize = spec.outputSize();
    String suffix = spec.suffix(layer, direction);
    boolean biased = spec.bias() == RecurrentSpec.Bias.YES;
    boolean projects = spec.projection() > 0;
    ihOffset = layout.offset(prefix + "weight_ih" + suffix);
    biasIhOffset = biased ? layout.offset(prefix + "bias_ih" + suffix) : NONE;
    biasHhOffset = biased ? layout.offset(prefix + "bias_hh" + suffix) : NONE;
    int width = gates * hidden;
    int hhOffset = layout.offset(prefix + "weight_hh" + suffix);
    hhIn = new ParameterView(hhOffset, width, outputSize);
    dHhIn = new ParameterView(hhOffset, width, outputSize);
    double dropped = spec.dropout().weights();
    dropout = dropped > 0 ? new WeightDropout(dropped, width, outputSize) : null;
    int hrOffset = projects ? layout.offset(prefix + "weight_hr" + suffix) : NONE;
    hrIn = new ParameterView(hrOffset, outputSize, hidden);
    dHrIn = new ParameterView(hrOffset, outputSize, hidden);
    dIhIn = inputWeightViews();
    ihTransposed = kernels.newPacked(inputs, width);
    hhTransposed = kernels.newPacked(outputSize, width);
    ih = kernels.newPacked(width, inputs);
    hh = kernels.newPacked(width, outputSize);
    hrTransposed = projects ? kernels.newPacked(hidden, outputSize) : null;
    hr = projects ? kernels.newPacked(outputSize, hidden) : null;
    boolean joins = inputs <= JOINED_INPUTS && !projects && math.blocks() == gates;
    joined = joins ? kernels.newPacked(inputs + outputSize, width) : null;
    ordered = Matrix.zeros(width, inputs);
    bias = new float[math.blocks() * hidden];
    biasSums = new float[width];
  }

  /**
   * One view of all gates if they have the same order in the sums as in the weight, else one view
   * per block.
   */
  private ParameterView[] inputWeightViews() {
    if (math.gateOfInput(0) == 0) {
      return new ParameterView[] {new ParameterView(ihOffset, gates * hidden, inputs)};
    }
    ParameterView[] views = new ParameterView[gates];
    for (int block = 0; block < gates; block++) {
      int offset = ihOffset + math.gateOfInput(block) * hidden * inputs;
      views[block] = new ParameterView(offset, hidden, inputs);
    }
    return views;
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
          ihOffset + gate * hidden * inputs,
          ordered.data(),
          block * hidden * inputs,
          hidden * inputs);
    }
    joinedIsOld = true;
    ihTransposed.packTransposed(ordered);
    ih.pack(ordered);
    if (dropout == null) {
      packHidden(hhIn.on(parameters));
    } else {
      dropout.load(hhIn.on(parameters));
      isChosen = false;
    }
    if (hr != null) {
      hrTransposed.packTransposed(hrIn.on(parameters));
      hr.pack(hrIn.on(parameters));
    }
    if (biasIhOffset != NONE) {
      loadBias(parameters);
    }
  }

  private void packHidden(Matrix weight) {
    hhTransposed.packTransposed(weight);
    hh.pack(weight);
    joinedIsOld = true;
  }

  /**
   * Prepares weight_hh for a pass, of which training keeps some elements only.
   *
   * @param draws of the layer
   */
  void choose(PassPlan.Purpose purpose, Draws draws) {
    if (dropout == null) {
      return;
    }
    boolean isTraining = purpose == PassPlan.Purpose.TRAINING;
    long wanted =
        isTraining ? CounterRandom.key(CounterRandom.key(draws.step(), WEIGHTS), number) : ALL;
    if (isChosen && chosen == wanted) {
      return;
    }
    packHidden(isTraining ? dropout.dropped(wanted) : dropout.raw());
    chosen = wanted;
    isChosen = true;
  }

  /** Where ∂loss/∂weight_hh is added. */
  private Matrix startHiddenGradient(float[] gradient) {
    return dropout == null ? dHhIn.on(gradient) : dropout.startGradient();
  }

  private void endHiddenGradient(float[] gradient) {
    if (dropout != null) {
      dropout.addGradient(dHhIn.on(gradient));
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

  /** Whether prediction computes one product of x and h. */
  boolean joins() {
    return joined != null;
  }

  /** weight_ih above weight_hh, both transposed (I + P, G·H). */
  PackedMatrix joined() {
    if (joinedIsOld) {
      joined.stack(ihTransposed, hhTransposed);
      joinedIsOld = false;
    }
    return joined;
  }

  /**
   * Sums in the gate order of weight_ih: all at once, or one piece per block.
   *
   * @param inputSums the blocks of the sums that receive the input's product (n, G·H)
   */
  Matrix[] inPieces(Matrix inputSums) {
    Matrix[] pieces = new Matrix[dIhIn.length];
    int columns = inputSums.columns() / pieces.length;
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = inputSums.columnRange(i * columns, columns);
    }
    return pieces;
  }

  /** Whether the input and the hidden state share all their sums, in the order of the weights. */
  boolean shareSums() {
    return dIhIn.length == 1 && math.blocks() == gates;
  }

  /**
   * Adds ∂loss/∂weight_ih and ∂loss/∂weight_hh of a cell that {@link #shareSums}: the sums are
   * packed once for both.
   *
   * @param sums ∂loss/∂sums (n, G·H). Not modified.
   * @param x the input (n, I). Not modified.
   * @param later the rows of the sums that have a hidden state before them. Not modified.
   * @param previous those hidden states. Not modified.
   * @param gradient Modified.
   */
  void addGradients(Matrix sums, Matrix x, Matrix later, Matrix previous, float[] gradient) {
    kernels.multTransAAdd(
        sums, x, dIhIn[0].on(gradient), later, previous, startHiddenGradient(gradient));
    endHiddenGradient(gradient);
  }

  /**
   * Adds ∂loss/∂weight_ih.
   *
   * @param pieces ∂loss/∂sums, from {@link #inPieces}. Not modified.
   * @param x the input (n, I). Not modified.
   * @param gradient Modified.
   */
  void addInputGradient(Matrix[] pieces, Matrix x, float[] gradient) {
    for (int i = 0; i < pieces.length; i++) {
      kernels.multTransAAdd(pieces[i], x, dIhIn[i].on(gradient));
    }
  }

  /**
   * Adds ∂loss/∂weight_hh.
   *
   * @param sums ∂loss/∂(sums of the hidden state) (n, G·H). Not modified.
   * @param previous the hidden states (n, P). Not modified.
   * @param gradient Modified.
   */
  void addHiddenGradient(Matrix sums, Matrix previous, float[] gradient) {
    kernels.multTransAAdd(sums, previous, startHiddenGradient(gradient));
    endHiddenGradient(gradient);
  }

  /**
   * Adds ∂loss/∂weight_hr.
   *
   * @param dProjected ∂loss/∂h (n, P). Not modified.
   * @param unprojected h before projection (n, H). Not modified.
   * @param gradient Modified.
   */
  void addProjectionGradient(Matrix dProjected, Matrix unprojected, float[] gradient) {
    kernels.multTransAAdd(dProjected, unprojected, dHrIn.on(gradient));
  }

  /**
   * Adds ∂loss/∂biases.
   *
   * @param inputSums ∂loss/∂(sums of the input) (n, G·H). Not modified.
   * @param hiddenSums ∂loss/∂(sums of the hidden state), the same where both share all (m, G·H).
   *     Not modified.
   * @param gradient Modified.
   */
  void addBiasGradients(Matrix inputSums, Matrix hiddenSums, float[] gradient) {
    if (biasIhOffset == NONE) {
      return;
    }
    Arrays.fill(biasSums, 0f);
    kernels.addColumnSums(hiddenSums, biasSums, 0);
    for (int j = 0; j < biasSums.length; j++) {
      gradient[biasHhOffset + j] += biasSums[j];
    }
    if (math.blocks() > gates) {
      Arrays.fill(biasSums, 0f);
      kernels.addColumnSums(inputSums, biasSums, 0);
    }
    for (int block = 0; block < gates; block++) {
      int to = biasIhOffset + math.gateOfInput(block) * hidden;
      for (int j = 0; j < hidden; j++) {
        gradient[to + j] += biasSums[block * hidden + j];
      }
    }
  }
}
