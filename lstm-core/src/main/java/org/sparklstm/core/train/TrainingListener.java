package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.List;

/**
 * Is told how training goes. All calls come from the training thread. Where several steps were
 * taken elsewhere they are told of one after the other, with the state after the last of them.
 */
public interface TrainingListener {

  /**
   * A step that is done.
   *
   * @param epoch from 0
   * @param step from 0, in the whole run
   * @param loss mean over the step's examples
   * @param gradientNorm before clipping by norm
   * @param learningRate of the step
   * @param examples of the step
   */
  record StepReport(
      int epoch, long step, double loss, double gradientNorm, double learningRate, long examples)
      implements Serializable {}

  /**
   * An epoch that is done.
   *
   * @param epoch from 0
   * @param trainLoss mean over the epoch's examples, each at the time of its step
   * @param validationLoss NaN without validation examples
   * @param best whether it is the best epoch so far
   */
  record EpochReport(int epoch, double trainLoss, double validationLoss, boolean best)
      implements Serializable {}

  /**
   * How the gradient of a step is distributed.
   *
   * @param step from 0, in the whole run
   * @param histograms one a parameter, in the layout's order
   */
  record GradientReport(long step, List<ValueHistogram> histograms) implements Serializable {}

  /**
   * Within each step, where the step is taken.
   *
   * @param step from 0, in the whole run
   * @param gradient as the optimizer takes it. Not modified; valid during the call.
   */
  default void onGradient(long step, float[] gradient) {}

  /** Before {@link #onStep} of a step whose gradient is watched. */
  default void onGradients(GradientReport report) {}

  /** After each step. */
  default void onStep(TrainingState state, StepReport report) {}

  /** After each epoch. */
  default void onEpoch(TrainingState state, EpochReport report) {}
}
