package org.sparklstm.job.report;

import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;

/**
 * Progress of the training in this driver, for Spark's metrics system; see {@link GaugesPlugin}.
 * Losses are NaN until the first value is known.
 */
public final class Gauges implements TrainingListener {
  private static volatile Reading last = new Reading(0, 0, Double.NaN, Double.NaN, 0, 0);

  private final Pace pace = new Pace();

  /**
   * Values of the gauges.
   *
   * @param epoch current epoch, from 1
   * @param step current step, from 1
   * @param loss loss of the last step
   * @param validationLoss validation loss of the last epoch
   * @param stepSeconds recent mean seconds per step
   * @param windowsPerSecond recent windows per second
   */
  record Reading(
      long epoch,
      long step,
      double loss,
      double validationLoss,
      double stepSeconds,
      double windowsPerSecond) {}

  static Reading last() {
    return last;
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    pace.step(report.examples());
    last =
        new Reading(
            report.epoch() + 1,
            report.step() + 1,
            report.loss(),
            last.validationLoss(),
            pace.stepSeconds(),
            pace.windowsPerSecond());
  }

  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    Reading now = last;
    last =
        new Reading(
            now.epoch(),
            now.step(),
            now.loss(),
            report.validationLoss(),
            now.stepSeconds(),
            now.windowsPerSecond());
    // excludes the time of the validation
    pace.skip();
  }
}
