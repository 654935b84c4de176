package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.sparklstm.core.optim.Optimizer;

/**
 * The mutable state of training, which is all that is needed to resume it. Only the {@link Trainer}
 * changes it, or replaces it by the result of another trainer. Listeners may read it during their
 * calls; they must copy what they keep.
 */
public final class TrainingState implements Serializable {
  final float[] parameters;
  final Optimizer optimizer;
  float[] best;
  LastEpochs lastEpochs;
  WeightAverage average = WeightAverage.notBegun();

  /** The states of the streams; empty before the first step, and where none are read. */
  float[] streams = {};

  int epoch;
  long step;
  float largestGradient = 1;
  double epochLoss;
  double epochWeight;
  double bestLoss = Double.POSITIVE_INFINITY;
  double bestTrainLoss = Double.NaN;
  int bestEpoch = -1;
  double[] losses = {};

  /**
   * Creates the initial state.
   *
   * @param parameters initial parameters. Kept, and modified by training.
   * @param optimizer in its initial state. Kept, and modified by training.
   */
  public TrainingState(float[] parameters, Optimizer optimizer) {
    this(parameters, optimizer, parameters.clone(), LastEpochs.NONE);
  }

  private TrainingState(
      float[] parameters, Optimizer optimizer, float[] best, LastEpochs lastEpochs) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.best = best;
    this.lastEpochs = lastEpochs;
  }

  /**
   * Restores a state.
   *
   * @param position the progress of training
   * @param parameters at that position. Kept, and modified by training.
   * @param optimizer in its state at that position. Kept, and modified by training.
   * @param best parameters of the best epoch. Kept.
   * @param lastEpochs parameters of the last epochs. Kept.
   * @throws IllegalArgumentException if the arrays have different lengths
   */
  public static TrainingState at(
      Position position,
      float[] parameters,
      Optimizer optimizer,
      float[] best,
      LastEpochs lastEpochs) {
    if (best.length != parameters.length) {
      throw new IllegalArgumentException(
          "found %d parameters and %d best parameters, expected the same number of each"
              .formatted(parameters.length, best.length));
    }
    if (lastEpochs.weights().stream().anyMatch(one -> one.length != parameters.length)) {
      throw new IllegalArgumentException(
          "an epoch to average has not %d parameters".formatted(parameters.length));
    }
    TrainingState state = new TrainingState(parameters, optimizer, best, lastEpochs);
    state.epoch = position.epoch;
    state.step = position.step;
    state.largestGradient = position.largestGradient;
    state.epochLoss = position.epochLoss;
    state.epochWeight = position.epochWeight;
    state.bestLoss = position.bestLoss;
    state.bestTrainLoss = position.bestTrainLoss;
    state.bestEpoch = position.bestEpoch;
    state.losses = position.losses.stream().mapToDouble(Double::doubleValue).toArray();
    return state;
  }

  /**
   * The progress of training: a state without its arrays. Components are documented at the methods
   * of the same names.
   *
   * @param averagedSteps number of steps whose weights are averaged
   * @param losses one per epoch
   */
  public record Position(
      int epoch,
      long step,
      float largestGradient,
      double epochLoss,
      double epochWeight,
      double bestLoss,
      double bestTrainLoss,
      int bestEpoch,
      long averagedSteps,
      List<Double> losses) {
    public Position {
      losses = List.copyOf(losses);
      if (epoch < 0
          || step < epoch
          || losses.size() != epoch
          || bestEpoch >= epoch
          || averagedSteps < 0) {
        throw new IllegalArgumentException(
            "epoch %d, step %d, best epoch %d, %d losses and %d averaged steps are inconsistent"
                .formatted(epoch, step, bestEpoch, losses.size(), averagedSteps));
      }
    }
  }

  /** The progress of training. */
  public Position position() {
    return new Position(
        epoch,
        step,
        largestGradient,
        epochLoss,
        epochWeight,
        bestLoss,
        bestTrainLoss,
        bestEpoch,
        average.steps(),
        Arrays.stream(losses).boxed().toList());
  }

  /**
   * Restores the states of streams. Modified.
   *
   * @param states Kept, never changed.
   * @return this
   */
  public TrainingState with(float[] states) {
    streams = states;
    return this;
  }

  /**
   * The states of the streams, which the next step begins with. Training replaces this array, but
   * never changes its values.
   */
  public float[] streams() {
    return streams;
  }

  /**
   * Restores the average of the weights after steps. Modified.
   *
   * @param steps Kept, and modified by training.
   * @return this
   */
  public TrainingState with(WeightAverage steps) {
    average = steps;
    return this;
  }

  /** The average of the weights after steps: the live instance. */
  public WeightAverage average() {
    return average;
  }

  /** An independent copy. */
  public TrainingState copy() {
    return at(position(), parameters.clone(), optimizer.copy(), best, lastEpochs)
        .with(streams)
        .with(average.copy());
  }

  /**
   * Replaces this state by that of the same training at another step. Modified.
   *
   * @param other must not be used afterwards
   */
  public void become(TrainingState other) {
    System.arraycopy(other.parameters, 0, parameters, 0, parameters.length);
    optimizer.restore(other.optimizer.steps(), other.optimizer.state());
    best = other.best;
    lastEpochs = other.lastEpochs;
    streams = other.streams;
    average = other.average;
    epoch = other.epoch;
    step = other.step;
    largestGradient = other.largestGradient;
    epochLoss = other.epochLoss;
    epochWeight = other.epochWeight;
    bestLoss = other.bestLoss;
    bestTrainLoss = other.bestTrainLoss;
    bestEpoch = other.bestEpoch;
    losses = other.losses;
  }

  /** The size of all arrays in bytes. */
  public long bytes() {
    int arrays = 2 + optimizer.state().size() + lastEpochs.weights().size();
    return Float.BYTES
        * ((long) arrays * parameters.length + streams.length + average.mean().length);
  }

  /** Whether training has ended: after all epochs, or because its patience is exhausted. */
  public boolean isDone(TrainingSpec spec) {
    boolean outOfPatience =
        spec.patience() > 0 && bestEpoch >= 0 && epoch - 1 - bestEpoch >= spec.patience();
    return epoch >= spec.epochs() || outOfPatience;
  }

  /**
   * Whether training with the given settings would have ended before this state. This happens if
   * epochs or patience have been reduced since.
   */
  public boolean isBeyond(TrainingSpec spec) {
    double lowest = Double.POSITIVE_INFINITY;
    int lowestAt = -1;
    for (int done = 0; done < losses.length; done++) {
      if (losses[done] < lowest) {
        lowest = losses[done];
        lowestAt = done;
      }
      boolean outOfPatience =
          spec.patience() > 0 && lowestAt >= 0 && done - lowestAt >= spec.patience();
      boolean end = done + 1 >= spec.epochs() || outOfPatience;
      if (end) {
        return done + 1 < epoch || epochWeight > 0;
      }
    }
    return false;
  }

  /** The current parameters: the live array. */
  public float[] parameters() {
    return parameters;
  }

  /** The optimizer: the live instance. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /**
   * The parameters of the best epoch so far, or the initial parameters. Training replaces this
   * array, but never changes its values.
   */
  public float[] best() {
    return best;
  }

  /** The parameters of the last epochs, if they are averaged. */
  public LastEpochs lastEpochs() {
    return lastEpochs;
  }

  /** The current epoch, from 0; after the end of an epoch, the next. */
  public int epoch() {
    return epoch;
  }

  /** The number of completed steps in the whole run. */
  public long step() {
    return step;
  }

  /**
   * The largest magnitude in any block's gradient of the last step, which determines the scale of
   * the next step's sum.
   */
  public float largestGradient() {
    return largestGradient;
  }

  /**
   * The loss of each epoch so far: its validation loss, or its training loss if there is no
   * validation. Training replaces this array, but never changes its values.
   */
  public double[] losses() {
    return losses;
  }

  /** The sum of the losses of the examples of this epoch so far, in the order of steps. */
  public double epochLoss() {
    return epochLoss;
  }

  /** The sum of the weights of the examples of this epoch so far. */
  public double epochWeight() {
    return epochWeight;
  }

  /**
   * The loss of {@link #best}: its validation loss, or its training loss if there is no validation.
   */
  public double bestLoss() {
    return bestLoss;
  }

  /** The mean training loss of the epoch of {@link #best}. */
  public double bestTrainLoss() {
    return bestTrainLoss;
  }

  /** The epoch of {@link #best}, or -1 before the end of the first epoch. */
  public int bestEpoch() {
    return bestEpoch;
  }
}
