package org.sparklstm.core.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.optim.Clipping;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Elements;
import org.sparklstm.core.train.TrainingListener.EpochReport;
import org.sparklstm.core.train.TrainingListener.StepReport;

/**
 * The training loop: plans a step, sums the gradient, updates the parameters and notifies the
 * listeners. After each epoch it validates.
 */
public final class Trainer {
  /** No step: after a failed step, the plan is ahead of the state. */
  private static final long NOWHERE = -1;

  private final TrainingSpec spec;

  /** Null where steps are of examples. */
  private final StreamSpec streams;

  private final GradientEngine engine;
  private final List<TrainingListener> listeners;
  private final TrainingState state;
  private final long[] examples;

  /** Null where a step touches all parameters. */
  private final RowSteps rows;

  private float[] gradient;

  /** The rest of the epoch, or null. */
  private Plan plan;

  /** The next step of the plan. */
  private long planned = NOWHERE;

  /** Creates a trainer whose steps are of examples. */
  public Trainer(
      TrainingSpec spec,
      TrainingState state,
      GradientEngine engine,
      List<TrainingListener> listeners) {
    this(spec, null, state, engine, listeners);
  }

  /**
   * Creates a trainer.
   *
   * @param streams how streams are read, of which {@link TrainingSpec#batch} are read in each step;
   *     null for steps of examples
   * @param engine computes gradients and errors
   * @param state the state to start from, new or from a checkpoint. Modified.
   */
  public Trainer(
      TrainingSpec spec,
      StreamSpec streams,
      TrainingState state,
      GradientEngine engine,
      List<TrainingListener> listeners) {
    this.spec = spec;
    this.streams = streams;
    this.state = state;
    this.engine = engine;
    this.listeners = List.copyOf(listeners);
    examples = streams == null ? engine.examples(Split.TRAIN) : engine.predicted();
    gradient = new float[state.parameters.length];
    rows =
        streams == null || streams.rows() == null
            ? null
            : new RowSteps(streams.rows(), engine, this::newPlan);
  }

  /**
   * Trains to the end.
   *
   * @return the final state, which holds the parameters of the best epoch
   * @throws DivergedException if a loss or gradient is no longer finite
   */
  public TrainingState train() {
    while (!state.isDone(spec)) {
      advance(Long.MAX_VALUE);
    }
    return state;
  }

  /**
   * Trains for a number of steps, but at most to the end of the epoch. The last step of an epoch
   * includes the validation.
   *
   * @param steps at least 1
   * @throws DivergedException if a loss or gradient is no longer finite
   */
  public void advance(long steps) {
    if (plan == null || planned != state.step) {
      plan = newPlan();
      plan.skipTo(state.step);
    }
    planned = NOWHERE;
    for (long i = 0; i < steps && plan.hasNext(); i++) {
      step(plan.next());
    }
    planned = state.step;
    if (!plan.hasNext()) {
      plan = null;
      endEpoch();
    }
  }

  private Plan newPlan() {
    return streams == null
        ? new EpochPlan(spec.seed(), state.epoch, examples, spec.batch(), spec.block())
        : new StreamPlan(
            spec.seed(), state.epoch, examples, spec.batch(), spec.block(), streams.length());
  }

  private void step(StepPlan planned) {
    boolean isOfStreams = streams != null;
    if (isOfStreams && planned.streams().segment() == 0) {
      state.streams = new float[planned.streams().count() * streams.stateSize()];
    }
    StepPlan plan = isOfStreams ? planned.from(state.streams) : planned;
    TouchedRows touched = rows == null ? null : rows.touched(plan);
    float[] parameters = state.parameters;
    if (touched != null) {
      plan = plan.touching(touched);
      parameters = rows.gather(parameters, touched);
      if (gradient.length != parameters.length) {
        gradient = new float[parameters.length];
      }
    }
    Gradients gradients = gradients(plan, parameters);
    GradientSum sum = gradients.sum();
    int threads = engine.idleThreads();
    Elements.with(threads, () -> sum.mean(gradient));
    if (spec.clipValue() > 0) {
      Clipping.byValue(gradient, spec.clipValue());
    }
    double norm = Clipping.norm(gradient);
    if (spec.clipNorm() > 0) {
      Clipping.byNorm(gradient, norm, spec.clipNorm());
    }
    tellGradient(plan.step(), touched);
    double rate = spec.schedule().rate(spec.learningRate(), state.epoch, state.losses);
    if (touched == null) {
      Elements.with(threads, () -> state.optimizer.step(state.parameters, gradient, rate));
    } else {
      rows.update(state.optimizer, state.parameters, touched, parameters, gradient, rate);
    }
    if (state.average.hasBegun()) {
      state.average.add(state.parameters);
    }
    state.largestGradient = sum.largest();
    state.epochLoss += sum.loss();
    state.epochWeight += sum.weight();
    state.step = plan.step() + 1;
    if (isOfStreams) {
      // others may still read the states before
      state.streams = state.streams.clone();
      gradients.states().into(state.streams);
    }
    StepReport report =
        new StepReport(
            plan.epoch(), plan.step(), sum.loss() / sum.weight(), norm, rate, sum.examples());
    listeners.forEach(listener -> listener.onStep(state, report));
  }

  private void tellGradient(long step, TouchedRows touched) {
    Supplier<float[]> whole =
        touched == null
            ? () -> gradient
            : () -> rows.whole(gradient, touched, state.parameters.length);
    listeners.forEach(listener -> listener.onGradient(step, whole));
  }

  /** Sums the gradients, and repeats the sum with another scale if the first did not suit them. */
  private Gradients gradients(StepPlan plan, float[] parameters) {
    int blocks = plan.blocks().size();
    int exponent = GradientSum.exponentFor(state.largestGradient, blocks);
    Gradients gradients = engine.gradients(parameters, plan, exponent);
    GradientSum sum = gradients.sum();
    if (sum.isFinite() && !sum.suits()) {
      exponent = GradientSum.exponentFor(sum.largest(), blocks);
      gradients = engine.gradients(parameters, plan, exponent);
    }
    if (!gradients.sum().isFinite()) {
      throw new DivergedException(plan.epoch(), plan.step());
    }
    return gradients;
  }

  private void endEpoch() {
    double trainLoss = state.epochLoss / state.epochWeight;
    Judged judged = judge(trainLoss);
    boolean best = judged.loss < state.bestLoss;
    state.losses = Arrays.copyOf(state.losses, state.losses.length + 1);
    state.losses[state.epoch] = judged.loss;
    if (best) {
      state.bestLoss = judged.loss;
      state.bestTrainLoss = trainLoss;
      state.bestEpoch = state.epoch;
      state.best = judged.parameters.clone();
    }
    EpochReport report = new EpochReport(state.epoch, trainLoss, judged.validationLoss, best);
    if (triggersAverage()) {
      state.average.begin(state.parameters);
    }
    state.epoch++;
    state.epochLoss = 0;
    state.epochWeight = 0;
    listeners.forEach(listener -> listener.onEpoch(state, report));
  }

  /**
   * What an epoch is judged by.
   *
   * @param loss the validation loss, or the training loss if there is no validation
   * @param validationLoss NaN if there is no validation
   */
  private record Judged(float[] parameters, double loss, double validationLoss) {}

  private Judged judge(double trainLoss) {
    boolean isValidated = Arrays.stream(engine.examples(Split.VALIDATION)).sum() > 0;
    float[] kept = state.average.hasBegun() ? state.average.mean() : state.parameters;
    double own = isValidated ? validationLoss(kept) : Double.NaN;
    Judged judged = new Judged(kept, isValidated ? own : trainLoss, own);
    int most = spec.averageEpochs();
    if (most < 2) {
      return judged;
    }
    state.lastEpochs = state.lastEpochs.with(state.parameters.clone(), most);
    if (state.lastEpochs.weights().size() < most) {
      return judged;
    }
    float[] mean = state.lastEpochs.mean();
    if (!isValidated) {
      return new Judged(mean, trainLoss, Double.NaN);
    }
    double ofMean = validationLoss(mean);
    return ofMean < own ? new Judged(mean, ofMean, ofMean) : judged;
  }

  /**
   * The trigger of AWD-LSTM (Merity et al. 2018, arXiv:1708.02182), which is not that losses rise
   * from one epoch to the next: they do so by chance.
   */
  private boolean triggersAverage() {
    int before = state.epoch - spec.averageTrigger();
    if (spec.averageTrigger() == 0 || state.average.hasBegun() || before < 1) {
      return false;
    }
    double lowest = Arrays.stream(state.losses, 0, before).min().orElseThrow();
    return state.losses[state.epoch] > lowest;
  }

  private double validationLoss(float[] parameters) {
    double loss = engine.evaluate(parameters, Split.VALIDATION).meanLoss();
    if (!Double.isFinite(loss)) {
      throw new DivergedException(state.epoch, state.step - 1);
    }
    return loss;
  }
}
