package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;

/**
 * Receives the progress of training. All calls come from the training thread. If several steps were
 * computed elsewhere, the listener receives one call per step, each with the state after the last
 * of them.
 */
public interface TrainingListener {

  /**
   * The report of a step.
   *
   * @param epoch from 0
   * @param step from 0, in the whole run
   * @param loss mean over the step's examples
   * @param gradientNorm norm of the gradient before clipping by norm
   * @param learningRate of the step
   * @param examples number of examples of the step
   */
  record StepReport(
      int epoch, long step, double loss, double gradientNorm, double learningRate, long examples)
      implements Serializable {}

  /**
   * The report of an epoch.
   *
   * @param epoch from 0
   * @param trainLoss mean over the epoch's examples, each with the parameters of its step
   * @param validationLoss mean over all validation examples, or NaN if there are none
   * @param best whether this is the best epoch so far
   */
  record EpochReport(int epoch, double trainLoss, double validationLoss, boolean best)
      implements Serializable {}

  /**
   * The distribution of the gradient of a step.
   *
   * @param step from 0, in the whole run
   * @param histograms one per parameter, in the layout's order
   */
  record GradientReport(long step, List<ValueHistogram> histograms) implements Serializable {}

  /**
   * Called within each step, before the update, in the JVM that computes the step.
   *
   * @param step from 0, in the whole run
   * @param gradient the clipped gradient of all parameters. Must not be modified; valid during the
   *     call only.
   */
  default void onGradient(long step, Supplier<float[]> gradient) {}

  /** Called before {@link #onStep}, for steps whose gradient is reported. */
  default void onGradients(GradientReport report) {}

  /** Called after each step. */
  default void onStep(TrainingState state, StepReport report) {}

  /** Called after each epoch. */
  default void onEpoch(TrainingState state, EpochReport report) {}
}
