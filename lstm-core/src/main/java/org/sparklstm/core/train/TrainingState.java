package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.sparklstm.core.optim.Optimizer;

/**
 * Everything that changes while training, and all that is needed to go on from here. Changed by the
 * {@link Trainer} alone, or replaced by what another trainer has made of it; listeners read it
 * during their call and copy what they keep.
 */
public final class TrainingState implements Serializable {
  final float[] parameters;
  final Optimizer optimizer;
  float[] best;
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
   * The beginning.
   *
   * @param parameters initial values. Kept, and modified by training.
   */
  public TrainingState(float[] parameters, Optimizer optimizer) {
    this(parameters, optimizer, parameters.clone());
  }

  private TrainingState(float[] parameters, Optimizer optimizer, float[] best) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.best = best;
  }

  /**
   * Somewhere on the way, put back together.
   *
   * @param parameters kept, and modified by training
   * @param optimizer as it was there. Kept, and modified by training.
   * @param best kept
   * @throws IllegalArgumentException where the arrays have different lengths
   */
  public static TrainingState at(
      Position position, float[] parameters, Optimizer optimizer, float[] best) {
    if (best.length != parameters.length) {
      throw new IllegalArgumentException(
          "%d parameters and %d best ones: as many of each"
              .formatted(parameters.length, best.length));
    }
    TrainingState state = new TrainingState(parameters, optimizer, best);
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
   * All of a state but its arrays; see the methods of the same names.
   *
   * @param losses one an epoch
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
      List<Double> losses) {
    public Position {
      losses = List.copyOf(losses);
      if (epoch < 0 || step < epoch || losses.size() != epoch || bestEpoch >= epoch) {
        throw new IllegalArgumentException(
            "epoch %d, step %d, best epoch %d and %d losses do not belong together"
                .formatted(epoch, step, bestEpoch, losses.size()));
      }
    }
  }

  /** Where it is. */
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
        Arrays.stream(losses).boxed().toList());
  }

  /** Another one, the same and apart. */
  public TrainingState copy() {
    return at(position(), parameters.clone(), optimizer.copy(), best);
  }

  /**
   * Becomes a copy of the same training at another step. Modified.
   *
   * @param other may be used up
   */
  public void become(TrainingState other) {
    System.arraycopy(other.parameters, 0, parameters, 0, parameters.length);
    optimizer.restore(other.optimizer.steps(), other.optimizer.state());
    best = other.best;
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

  /** Bytes of all its arrays. */
  public long bytes() {
    int arrays = 2 + optimizer.state().size();
    return (long) Float.BYTES * arrays * parameters.length;
  }

  /** Whether training has come to its end: after all epochs, or out of patience. */
  public boolean isDone(TrainingSpec spec) {
    boolean outOfPatience =
        spec.patience() > 0 && bestEpoch >= 0 && epoch - 1 - bestEpoch >= spec.patience();
    return epoch >= spec.epochs() || outOfPatience;
  }

  /**
   * Whether a training by that specification would have come to its end before it came here: where
   * epochs or patience have become fewer, this is no state of such a training.
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

  public Optimizer optimizer() {
    return optimizer;
  }

  /** The parameters of the best epoch so far, or the initial ones: replaced, never changed. */
  public float[] best() {
    return best;
  }

  /** Epoch in progress, from 0; after an epoch's end, the next one. */
  public int epoch() {
    return epoch;
  }

  /** Steps done in the whole run. */
  public long step() {
    return step;
  }

  /** Largest magnitude of any block's gradient in the last step: it sets the next step's scale. */
  public float largestGradient() {
    return largestGradient;
  }

  /**
   * What each epoch so far was judged by: its validation loss, or its training loss where there is
   * none. Replaced, never changed.
   */
  public double[] losses() {
    return losses;
  }

  /** Σ of the losses of the examples seen in this epoch, in the order of steps. */
  public double epochLoss() {
    return epochLoss;
  }

  /** What the examples seen in this epoch count for. */
  public double epochWeight() {
    return epochWeight;
  }

  /** The loss that {@link #best} reached: of validation, or of training where there is none. */
  public double bestLoss() {
    return bestLoss;
  }

  /** Mean training loss of the epoch that {@link #best} comes from. */
  public double bestTrainLoss() {
    return bestTrainLoss;
  }

  /** The epoch that {@link #best} comes from, or -1 before the first one ended. */
  public int bestEpoch() {
    return bestEpoch;
  }
}
