package org.sparklstm.job.run;

import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.config.CheckpointConfig;

/**
 * Saves a checkpoint when one is due, but not before its parameters have given a loss that is a
 * number: what a run that diverges leaves on storage is good. Only the last one of a run without
 * validation is written without that proof.
 */
final class CheckpointWriter implements TrainingListener {
  private final Checkpoints checkpoints;
  private final CheckpointConfig config;
  private Checkpoints.Snapshot unproven;

  CheckpointWriter(Checkpoints checkpoints, CheckpointConfig config) {
    this.checkpoints = checkpoints;
    this.config = config;
  }

  /** The step just done has computed with the parameters of the one before. */
  @Override
  public void onStep(TrainingState state, StepReport report) {
    writeUnproven();
    boolean stateIsOfThisStep = report.step() + 1 == state.step();
    if (stateIsOfThisStep && config.everySteps() > 0 && state.step() % config.everySteps() == 0) {
      unproven = checkpoints.snapshot(state);
    }
  }

  /** Validation has computed with the parameters of the last step. */
  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    boolean due = config.everyEpochs() > 0 && state.epoch() % config.everyEpochs() == 0;
    if (due || unproven != null) {
      unproven = checkpoints.snapshot(state);
    }
    if (!Double.isNaN(report.validationLoss())) {
      writeUnproven();
    }
  }

  /** Writes what is left when training has come to its end. */
  void finish() {
    writeUnproven();
  }

  private void writeUnproven() {
    if (unproven != null) {
      checkpoints.write(unproven);
      unproven = null;
    }
  }
}
