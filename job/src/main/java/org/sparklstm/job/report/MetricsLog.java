package org.sparklstm.job.report;

import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Json;

/**
 * {@code metrics.jsonl}: one line per step and one line per epoch, counted from 1. No value depends
 * on the clock, so equal runs write equal files. The training thread adds lines; any thread may
 * read.
 */
public final class MetricsLog implements TrainingListener {
  public static final String FILE = "metrics.jsonl";

  private final StringBuilder lines;

  /**
   * @param before lines from before the run resumed
   */
  public MetricsLog(String before) {
    lines = new StringBuilder(before);
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
            .put("windows", report.examples()));
  }

  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    add(
        new Json()
            .put("epoch", report.epoch() + 1)
            .put("train_loss", report.trainLoss())
            .put("validation_loss", report.validationLoss())
            .put("best", report.best()));
  }

  private void add(Json line) {
    synchronized (lines) {
      lines.append(line.redactedLine()).append('\n');
    }
  }

  /** Length in characters. */
  public int length() {
    synchronized (lines) {
      return lines.length();
    }
  }

  /** The first {@code length} characters. */
  public String upTo(int length) {
    synchronized (lines) {
      return lines.substring(0, length);
    }
  }
}
