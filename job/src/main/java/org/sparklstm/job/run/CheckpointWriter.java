package org.sparklstm.job.run;

import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.config.CheckpointConfig;

/**
 * Says when a checkpoint is due: by steps, by epochs, by time; and ends a training that is to stop,
 * where its state can be saved. A checkpoint is not written before its parameters have given a loss
 * that is a number: what a run that diverges leaves on storage is good. Only what training ends or
 * stops with is written without that proof.
 */
final class CheckpointWriter implements TrainingListener {
  private final BackgroundWriter writer;
  private final CheckpointConfig config;
  private final long stepsPerEpoch;
  private final Stop stop;
  private long lastNanos = System.nanoTime();
  private BackgroundWriter.Snapshot unproven;

  CheckpointWriter(
      BackgroundWriter writer, CheckpointConfig config, long stepsPerEpoch, Stop stop) {
    this.writer = writer;
    this.config = config;
    this.stepsPerEpoch = stepsPerEpoch;
    this.stop = stop;
  }

  /** The step just done has computed with the parameters of the one before. */
  @Override
  public void onStep(TrainingState state, StepReport report) {
    writeUnproven();
    boolean stateIsOfThisStep = report.step() + 1 == state.step();
    boolean epochGoesOn = state.step() % stepsPerEpoch != 0;
    if (stateIsOfThisStep && epochGoesOn) {
      stopIfRequested();
      if (isDue(state)) {
        take(state);
      }
    }
  }

  private void stopIfRequested() {
    if (stop.isRequested()) {
      throw new Stop.Requested();
    }
  }

  private boolean isDue(TrainingState state) {
    boolean bySteps = config.everySteps() > 0 && state.step() % config.everySteps() == 0;
    return bySteps || isTime();
  }

  private boolean isTime() {
    return config.everySeconds() > 0
        && System.nanoTime() - lastNanos >= config.everySeconds() * 1_000_000_000L;
  }

  /** Validation has computed with the parameters of the last step. */
  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    stopIfRequested();
    boolean byEpochs = config.everyEpochs() > 0 && state.epoch() % config.everyEpochs() == 0;
    if (byEpochs || isDue(state)) {
      take(state);
    }
    if (!Double.isNaN(report.validationLoss())) {
      writeUnproven();
    }
  }

  private void take(TrainingState state) {
    unproven = writer.snapshot(state);
    lastNanos = System.nanoTime();
  }

  private void writeUnproven() {
    if (unproven != null) {
      writer.write(unproven);
      unproven = null;
    }
  }

  /** Has a state written, whether due and proven or not. */
  void save(TrainingState state) {
    take(state);
    writeUnproven();
  }
}
