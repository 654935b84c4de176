package org.sparklstm.job.report;

import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;

/**
 * How the training of this driver goes, for Spark's metrics system; see {@link GaugesPlugin}. NaN
 * before there is anything to tell.
 */
public final class Gauges implements TrainingListener {
  private static volatile Reading last = new Reading(0, 0, Double.NaN, Double.NaN, 0, 0);

  private final Pace pace = new Pace();

  /**
   * What the gauges show.
   *
   * @param epoch from 1
   * @param step from 1
   * @param loss of the last step
   * @param validationLoss of the last epoch
   * @param stepSeconds of a step lately
   * @param windowsPerSecond lately
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
    pace.step(report.windows());
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
    // a validation is no step
    pace.skip();
  }
}
