package org.sparklstm.core.layer;

import java.util.Arrays;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A stack of recurrent layers with PyTorch's semantics. Both directions of a layer read the whole
 * output of the layer below, forward and reverse side by side. Dropout applies to the outputs of
 * every layer but the last. Where the last steps are a horizon, see {@link PastReverse}.
 */
final class RecurrentLayer implements Layer {
  private final RecurrentSpec spec;
  private final OutputGradient expected;
  private final RecurrentDirection[][] directions;

  /** One for the outputs of each layer but the last. */
  private final Mask[] masks;

  /** What each of the masks draws. */
  private final Draws[] ofMasks;

  private final DirectionWorkspace[][] work;

  /** The last steps of each sequence that the reverse direction does not read. */
  private final int horizon;

  /** The reverse direction of each layer if there is a horizon, else null. */
  private final PastReverse[] reverses;

  private final Matrix[] inputs;
  private final Matrix[] dInputs;
  private final Matrix[] outputs;
  private RecurrentState initial;
  private RecurrentState last;
  private RecurrentState dInitial;
  private RecurrentState dLast;
  private InitialState start = InitialState.ZERO;
  private Steps steps;
  private Draws draws = Draws.unknown();

  /** How the layer above passes its gradient. */
  enum OutputGradient {
    /** As ∂loss/∂output of each step. */
    OF_ALL_STEPS,
    /** Through {@link #dLast} only. */
    OF_LAST_STATE
  }

  /**
   * @param horizon the last steps of each sequence that the reverse direction does not read, and in
   *     which its output is 0; 0 if it reads all
   */
  RecurrentLayer(
      Kernels kernels,
      ParameterLayout layout,
      String prefix,
      RecurrentSpec spec,
      OutputGradient expected,
      int horizon) {
    this.spec = spec;
    this.expected = expected;
    this.horizon = horizon;
    reverses = new PastReverse[spec.layers()];
    masks = new Mask[spec.layers() - 1];
    ofMasks = new Draws[spec.layers() - 1];
    Arrays.setAll(ofMasks, l -> Draws.unknown());
    Arrays.setAll(masks, l -> spec.dropout().masks().newMask(spec.dropout().outputs()));
    directions = new RecurrentDirection[spec.layers()][spec.directions()];
    work = new DirectionWorkspace[spec.layers()][spec.directions()];
    inputs = new Matrix[spec.layers()];
    dInputs = new Matrix[spec.layers()];
    outputs = new Matrix[spec.layers()];
    for (int l = 0; l < spec.layers(); l++) {
      for (int d = 0; d < spec.directions(); d++) {
        directions[l][d] = new RecurrentDirection(kernels, spec, layout, prefix, l, d);
      }
    }
  }

  RecurrentSpec spec() {
    return spec;
  }

  @Override
  public void load(float[] parameters) {
    for (RecurrentDirection[] layer : directions) {
      for (RecurrentDirection direction : layer) {
        direction.weights().load(parameters);
      }
    }
  }

  @Override
  public Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX) {
    if (spec.naming() == RecurrentSpec.Naming.SINGLE_STEP && steps.steps() != 1) {
      throw new IllegalArgumentException(
          "a single-step cell takes sequences of one step, found " + steps.steps());
    }
    this.steps = steps;
    int size = spec.outputSize();
    initial = new RecurrentState(spec, arena, steps.batch());
    last = new RecurrentState(spec, arena, steps.batch());
    dInitial = new RecurrentState(spec, arena, steps.batch());
    dLast = new RecurrentState(spec, arena, steps.batch());
    start = InitialState.ZERO;
    inputs[0] = x;
    dInputs[0] = dX;
    Matrix dOutput = null;
    for (int l = 0; l < spec.layers(); l++) {
      boolean top = l == spec.layers() - 1;
      int width = spec.directions() * size;
      outputs[l] = arena.matrix(steps.rows(), width);
      boolean wanted = !top || expected == OutputGradient.OF_ALL_STEPS;
      dOutput = wanted ? arena.matrix(steps.rows(), width) : null;
      if (!top) {
        boolean drops = spec.dropout().outputs() > 0;
        inputs[l + 1] = drops ? arena.matrix(steps.rows(), width) : outputs[l];
        dInputs[l + 1] = dOutput;
      }
      for (int d = 0; d < spec.directions(); d++) {
        RecurrentState.DirectionState[] states = {
          initial.direction(l, d),
          last.direction(l, d),
          dInitial.direction(l, d),
          dLast.direction(l, d)
        };
        Matrix own = outputs[l].columnRange(d * size, size);
        Matrix dOwn = dOutput == null ? null : dOutput.columnRange(d * size, size);
        if (d == 1 && horizon > 0) {
          reverses[l] =
              new PastReverse(
                  steps, horizon, arena, spec.inputsOf(l), dInputs[l] != null, own, dOwn);
        }
        PastReverse reverse = d == 1 ? reverses[l] : null;
        work[l][d] =
            reverse == null
                ? new DirectionWorkspace(spec, d, directions[l][d], steps, arena, own, dOwn, states)
                : new DirectionWorkspace(
                    spec,
                    d,
                    directions[l][d],
                    reverse.past,
                    arena,
                    reverse.output,
                    reverse.dOutput,
                    states);
      }
    }
    return new Signal(outputs[spec.layers() - 1], dOutput);
  }

  /** The parameters of a layer in one direction. */
  RecurrentWeights weights(int layer, int direction) {
    return directions[layer][direction].weights();
  }

  RecurrentState initial() {
    return initial;
  }

  RecurrentState last() {
    return last;
  }

  RecurrentState dInitial() {
    return dInitial;
  }

  RecurrentState dLast() {
    return dLast;
  }

  /** Makes passes start from the values of {@link #initial}. */
  void useInitialState() {
    start = InitialState.GIVEN;
  }

  /** Makes passes start from states of zero. */
  void useZeroState() {
    start = InitialState.ZERO;
  }

  @Override
  public void predict() {
    forward(PassPlan.Purpose.PREDICTION);
  }

  @Override
  public void train(Draws given) {
    draws = given;
    forward(PassPlan.Purpose.TRAINING);
  }

  private void forward(PassPlan.Purpose purpose) {
    boolean training = purpose == PassPlan.Purpose.TRAINING;
    boolean dropping = training && spec.dropout().outputs() > 0;
    for (int l = 0; l < directions.length; l++) {
      Matrix x = l == 0 || dropping ? inputs[l] : outputs[l - 1];
      if (l > 0 && dropping) {
        ofMasks[l - 1].become(draws, l - 1);
        masks[l - 1].apply(outputs[l - 1], inputs[l], steps, ofMasks[l - 1]);
      }
      for (int d = 0; d < directions[l].length; d++) {
        directions[l][d].weights().choose(purpose, draws);
        PassPlan plan = training ? work[l][d].training().plan : work[l][d].prediction();
        PastReverse reverse = d == 1 ? reverses[l] : null;
        if (reverse == null) {
          directions[l][d].forward(x, work[l][d], plan, start);
        } else {
          directions[l][d].forward(reverse.gather(x), work[l][d], plan, start);
          reverse.scatterOutput();
        }
      }
    }
  }

  @Override
  public void backward(float[] gradient) {
    for (int l = directions.length - 1; l >= 0; l--) {
      Matrix dX = dInputs[l];
      if (dX != null) {
        dX.fill(0f);
      }
      for (int d = 0; d < directions[l].length; d++) {
        PastReverse reverse = d == 1 ? reverses[l] : null;
        DirectionWorkspace.Training training = work[l][d].training();
        if (reverse == null) {
          directions[l][d].backward(inputs[l], dX, gradient, training, start);
        } else {
          reverse.gatherGradient();
          directions[l][d].backward(
              reverse.gather(inputs[l]), reverse.startInputGradient(), gradient, training, start);
          reverse.addInputGradient(dX);
        }
      }
      if (l > 0 && spec.dropout().outputs() > 0) {
        masks[l - 1].apply(dX, dX, steps, ofMasks[l - 1]);
      }
    }
    dLast.clear();
  }
}
