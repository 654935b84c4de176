package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.train.TrainingListener.EpochReport;
import org.sparklstm.core.train.TrainingListener.StepReport;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.config.CheckpointConfig;
import org.sparklstm.job.report.MetricsLog;
import org.sparklstm.job.storage.RunLock;

/** A checkpoint is written when it is due and its parameters are proven. */
@Timeout(20)
class CheckpointWriterTest {
  private static final int STEPS_PER_EPOCH = 4;

  @TempDir Path directory;
  private final Stop stop = new Stop();
  private Runs runs;
  private RunLock lock;
  private BackgroundWriter background;
  // clocks of this kind may start anywhere, and overflow
  private long nanoTime = Long.MAX_VALUE - 1;

  @BeforeEach
  void prepare() {
    runs = new Runs(directory);
    lock = runs.lock();
    background = runs.background(new MetricsLog(""), lock, 100);
  }

  @AfterEach
  void end() {
    background.close();
    lock.close();
  }

  /** Writes by steps and by epochs, 0 for never; time is ignored. */
  private CheckpointWriter every(int steps, int epochs) {
    return writer(new CheckpointConfig(steps, epochs, 0, 100));
  }

  private CheckpointWriter writer(CheckpointConfig config) {
    return new CheckpointWriter(background, config, STEPS_PER_EPOCH, stop, () -> nanoTime);
  }

  private static TrainingState state(long steps, int epochs) {
    return Runs.state(Runs.config(), steps, epochs);
  }

  private static StepReport stepReport(long steps) {
    return new StepReport((int) ((steps - 1) / STEPS_PER_EPOCH), steps - 1, 1, 1, 0.1, 64);
  }

  /** Reports a step; {@code steps} is the number of steps of the run including it. */
  private static void step(CheckpointWriter writer, long steps) {
    writer.onStep(state(steps, (int) ((steps - 1) / STEPS_PER_EPOCH)), stepReport(steps));
  }

  /** Reports the end of an epoch. */
  private static void epoch(CheckpointWriter writer, int epochs, double validationLoss) {
    writer.onEpoch(
        state((long) epochs * STEPS_PER_EPOCH, epochs),
        new EpochReport(epochs - 1, 1, validationLoss, true));
  }

  /** The number of steps of each checkpoint written. */
  private List<Long> written() {
    background.await();
    return runs.checkpoints.names().stream()
        .map(name -> Long.parseLong(name.substring("step-".length(), "step-".length() + 12)))
        .toList();
  }

  @Test
  void aCheckpointThatIsDueIsWrittenOnceTheNextStepHasALoss() {
    CheckpointWriter writer = every(2, 0);
    step(writer, 1);
    step(writer, 2);
    assertThat(written()).as("not proven yet").isEmpty();
    step(writer, 3);
    assertThat(written()).containsExactly(2L);
    step(writer, 4);
    epoch(writer, 1, Double.NaN);
    assertThat(written()).as("without validation the next epoch proves it").containsExactly(2L);
    step(writer, 5);
    assertThat(written()).containsExactly(2L, 4L);
    step(writer, 6);
    step(writer, 7);
    assertThat(written()).containsExactly(2L, 4L, 6L);
  }

  @Test
  void validationProvesTheParametersOfTheLastStep() {
    CheckpointWriter writer = every(0, 1);
    for (int step = 1; step <= STEPS_PER_EPOCH; step++) {
      step(writer, step);
    }
    assertThat(written()).isEmpty();
    epoch(writer, 1, 0.5);
    assertThat(written()).containsExactly(4L);
  }

  @Test
  void checkpointsAreDueEverySoManyEpochs() {
    CheckpointWriter writer = every(0, 3);
    for (int epoch = 1; epoch <= 7; epoch++) {
      epoch(writer, epoch, 0.5);
      assertThat(written()).hasSize(epoch / 3);
    }
    assertThat(written()).containsExactly(12L, 24L);
  }

  @Test
  void checkpointsAreDueBySeconds() {
    CheckpointWriter writer = writer(new CheckpointConfig(0, 0, 2, 100));
    step(writer, 1);
    nanoTime += 1_999_999_999;
    step(writer, 2);
    step(writer, 3);
    assertThat(written()).as("a nanosecond is missing").isEmpty();
    nanoTime++;
    step(writer, 5);
    step(writer, 6);
    assertThat(written()).containsExactly(5L);
    nanoTime += 1_999_999_999;
    step(writer, 7);
    step(writer, 9);
    assertThat(written()).as("two seconds after the last").containsExactly(5L);
    nanoTime++;
    epoch(writer, 3, 0.5);
    assertThat(written()).containsExactly(5L, 12L);
  }

  @Test
  void stepsAndEpochsThatAreZeroAreIgnored() {
    CheckpointWriter writer = every(0, 0);
    for (int step = 1; step <= 3 * STEPS_PER_EPOCH; step++) {
      step(writer, step);
      if (step % STEPS_PER_EPOCH == 0) {
        epoch(writer, step / STEPS_PER_EPOCH, 0.5);
      }
    }
    assertThat(written()).isEmpty();
  }

  /** The state at the end of an epoch is complete only when its end is reported. */
  @Test
  void theLastStepOfAnEpochIsTakenWithItsEpoch() {
    CheckpointWriter writer = every(STEPS_PER_EPOCH, 0);
    for (int step = 1; step <= STEPS_PER_EPOCH; step++) {
      step(writer, step);
    }
    epoch(writer, 1, 0.5);
    assertThat(written()).containsExactly(4L);
    assertThat(runs.checkpoints.newest(found -> {}).orElseThrow().position().epoch()).isEqualTo(1);
  }

  /** What storage has refused is old by then: the next one that is due is tried. */
  @Test
  void aCheckpointIsHandedInOnce() throws InterruptedException {
    CheckpointWriter writer = every(2, 0);
    try (GatedFileSystem.Gate gate = GatedFileSystem.broken("checkpoints")) {
      step(writer, 2);
      step(writer, 3);
      gate.awaitWriter();
      background.await();
    }
    step(writer, 5);
    assertThat(written()).isEmpty();
    assertThat(runs.shown().lines()).hasSize(1);
  }

  @Test
  void stepsThatWereTakenElsewhereAreNotTakenForTheirState() {
    CheckpointWriter writer = every(1, 0);
    // steps of a trip are reported one by one, with the state after the last
    TrainingState after = state(3, 0);
    writer.onStep(after, stepReport(1));
    writer.onStep(after, stepReport(2));
    assertThat(written()).isEmpty();
    writer.onStep(after, stepReport(3));
    step(writer, 4);
    assertThat(written()).containsExactly(3L);
  }

  @Test
  void aStopEndsTrainingWhereItsStateCanBeSaved() {
    CheckpointWriter writer = every(2, 0);
    step(writer, 1);
    step(writer, 2);
    stop.request();
    writer.onStep(state(6, 1), stepReport(5));
    assertThatThrownBy(() -> step(writer, 3)).isInstanceOf(Stop.Requested.class);
    assertThat(written()).as("proven by the last step").containsExactly(2L);
  }

  @Test
  void aStopInTheLastStepOfAnEpochWaitsForItsEnd() {
    CheckpointWriter writer = every(1, 1);
    step(writer, 1);
    stop.request();
    step(writer, STEPS_PER_EPOCH);
    assertThatThrownBy(() -> epoch(writer, 1, 0.5)).isInstanceOf(Stop.Requested.class);
    assertThat(written()).containsExactly(1L);
  }

  @Test
  void withoutARequestTrainingGoesOn() {
    assertThat(stop.request()).as("no training heeds it").isFalse();
    Stop heeded = new Stop();
    heeded.trainingBegins();
    assertThat(heeded.isRequested()).isFalse();
    assertThat(heeded.request()).isTrue();
    assertThat(heeded.isRequested()).isTrue();
    heeded.trainingEnds();
    assertThat(heeded.request()).isFalse();
  }

  @Test
  void whatTrainingEndsWithIsWrittenWithoutProof() {
    CheckpointWriter writer = every(0, 0);
    step(writer, 1);
    writer.save(state(2, 0));
    assertThat(written()).containsExactly(2L);
  }

  @Test
  void aTrainingThatDivergesLeavesItsLastGoodCheckpoint() {
    CheckpointWriter writer = every(1, 0);
    step(writer, 1);
    step(writer, 2);
    // the third step has no loss and is not reported
    background.close();
    assertThat(runs.checkpoints.names()).containsExactly(Runs.name(1, 0));
  }
}
