package org.sparklstm.job.ml;

import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Json;

/** How far the fit of a stage has come, for another thread: Python shows it while it waits. */
final class FitProgress implements TrainingListener {
  private volatile String text = "";
  private int epochs;
  private long steps;

  /**
   * Begins.
   *
   * @param epochs that are trained at most
   * @param stepsPerEpoch number of steps of each
   */
  void start(int epochs, long stepsPerEpoch) {
    this.epochs = epochs;
    steps = stepsPerEpoch * epochs;
    text = "";
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    text =
        new Json()
            .put("epoch", report.epoch() + 1)
            .put("epochs", epochs)
            .put("share", (report.step() + 1.0) / steps)
            .put("loss", report.loss())
            .redactedLine();
  }

  /**
   * A line of JSON with {@code epoch}, {@code epochs}, {@code share} of all steps and {@code loss};
   * empty before the first step.
   */
  String text() {
    return text;
  }
}
