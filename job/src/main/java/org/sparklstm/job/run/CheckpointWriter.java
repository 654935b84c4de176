package org.sparklstm.job.run;

import java.util.function.LongSupplier;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.config.CheckpointConfig;

/**
 * Decides when a checkpoint is due (by steps, epochs or time), and ends a training on request, at a
 * step whose state can be saved. A checkpoint is written only after its parameters have given a
 * finite loss, so a diverged run leaves good checkpoints. Only the state with which training ends
 * or stops is written without that proof.
 */
final class CheckpointWriter implements TrainingListener {
  private final BackgroundWriter writer;
  private final CheckpointConfig config;
  private final long stepsPerEpoch;
  private final Stop stop;
  private final LongSupplier nanoTime;
  private long lastNanos;
  private BackgroundWriter.Snapshot unproven;

  /**
   * @param nanoTime the clock, as {@link System#nanoTime()}
   */
  CheckpointWriter(
      BackgroundWriter writer,
      CheckpointConfig config,
      long stepsPerEpoch,
      Stop stop,
      LongSupplier nanoTime) {
    this.writer = writer;
    this.config = config;
    this.stepsPerEpoch = stepsPerEpoch;
    this.stop = stop;
    this.nanoTime = nanoTime;
    lastNanos = nanoTime.getAsLong();
  }

  /** This step's loss proves the parameters that the step before produced. */
  @Override
  public void onStep(TrainingState state, StepReport report) {
    writeUnproven();
    boolean stateIsOfThisStep = report.step() + 1 == state.step();
    boolean isWithinEpoch = state.step() % stepsPerEpoch != 0;
    if (stateIsOfThisStep && isWithinEpoch) {
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
        && nanoTime.getAsLong() - lastNanos >= config.everySeconds() * 1_000_000_000L;
  }

  /** The validation loss proves the parameters that the last step produced. */
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
    lastNanos = nanoTime.getAsLong();
  }

  private void writeUnproven() {
    if (unproven != null) {
      writer.write(unproven);
      unproven = null;
    }
  }

  /** Queues a state for writing, whether or not it is due and proven. */
  void save(TrainingState state) {
    take(state);
    writeUnproven();
  }
}
