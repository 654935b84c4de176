package org.sparklstm.job.run;

import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.config.CheckpointConfig;

/** Saves a checkpoint when one is due. */
final class CheckpointWriter implements TrainingListener {
  private final Checkpoints checkpoints;
  private final CheckpointConfig config;

  CheckpointWriter(Checkpoints checkpoints, CheckpointConfig config) {
    this.checkpoints = checkpoints;
    this.config = config;
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    if (config.everySteps() > 0 && state.step() % config.everySteps() == 0) {
      checkpoints.save(state);
    }
  }

  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    if (config.everyEpochs() > 0 && state.epoch() % config.everyEpochs() == 0) {
      checkpoints.save(state);
    }
  }
}
