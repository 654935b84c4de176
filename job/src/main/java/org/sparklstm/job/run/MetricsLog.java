package org.sparklstm.job.run;

import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.checkpoint.Storage;

/**
 * {@code metrics.jsonl}: a line a step and a line an epoch, counted from 1. Holds nothing that
 * depends on the clock, so that equal runs have equal files. Written whole after each epoch.
 */
final class MetricsLog implements TrainingListener {
  static final String FILE = "metrics.jsonl";

  private final Storage directory;
  private final StringBuilder lines = new StringBuilder();

  MetricsLog(Storage directory) {
    this.directory = directory;
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    add(
        new Json()
            .put("step", report.step() + 1)
            .put("epoch", report.epoch() + 1)
            .put("loss", report.loss())
            .put("gradient_norm", report.gradientNorm())
            .put("learning_rate", report.learningRate())
            .put("windows", report.windows()));
  }

  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    add(
        new Json()
            .put("epoch", report.epoch() + 1)
            .put("train_loss", report.trainLoss())
            .put("validation_loss", report.validationLoss())
            .put("best", report.best()));
    write();
  }

  /** Writes what there is. */
  void write() {
    directory.writeText(FILE, lines.toString());
  }

  private void add(Json line) {
    lines.append(line.line()).append('\n');
  }
}
