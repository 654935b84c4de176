package org.sparklstm.job.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.optim.Schedule;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Segment;
import org.sparklstm.core.sequence.SeriesShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.LossKind;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingSpec;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.LocalSpark;

/** A loop that runs in a task calls the listeners as a loop in the driver does. */
class ExecutorLoopTest {
  private static final int ROWS = 400;
  private static final int STATE_EVERY = 7;
  private static final WindowSpec WINDOWS = new WindowSpec(4, 1, 1, Baseline.NONE, 0);
  private static final ModelSpec MODEL =
      new ModelSpec(
          NetworkSpec.forecaster(RecurrentSpec.lstm(1, 5).withLayers(2).withDropout(0.2), 1),
          new Forecasting(new WindowReader(WINDOWS, 1, 1), LossKind.MSE));
  private static final TrainingSpec SPEC =
      new TrainingSpec(1, 4, 20, 8, 0.01, new Schedule.Constant(), 1, 0, 0);

  /** Records all reports and the states with them. */
  private static final class Witness implements TrainingListener {
    private final List<Object> reports = new ArrayList<>();
    private final List<Float> states = new ArrayList<>();
    private final List<GradientReport> gradients = new ArrayList<>();

    @Override
    public void onGradients(GradientReport report) {
      gradients.add(report);
    }

    @Override
    public void onStep(TrainingState state, StepReport report) {
      reports.add(report);
      assertThat(report.step()).isLessThan(state.step());
      if ((report.step() + 1) % STATE_EVERY == 0) {
        assertThat(state.step()).isEqualTo(report.step() + 1);
        states.add(state.parameters()[0]);
      }
    }

    @Override
    public void onEpoch(TrainingState state, EpochReport report) {
      reports.add(report);
      states.add(state.parameters()[0]);
    }
  }

  private static List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    for (int id = 0; id < 2; id++) {
      float[] values = new float[ROWS];
      for (int row = 0; row < ROWS; row++) {
        values[row] = (float) Math.sin(row * 0.3 + id);
      }
      Segment segment =
          new Segment(
              id, new Rows(values, 1), 0, WINDOWS.history(), ROWS, new SplitBounds(300, 350, 400));
      shards.add(new SeriesShard(id, List.of(segment), new WindowReader(WINDOWS, 1, 1)));
    }
    return shards;
  }

  private static long steps(PlacedShards shards) {
    return EpochSize.of(SPEC, null, shards).steps();
  }

  private static Training training(Witness witness) {
    float[] parameters = InitialValues.of(MODEL.network(), 1);
    TrainingState state = new TrainingState(parameters, new Adam(parameters.length, 0));
    return new Training(MODEL, SPEC, state, List.of(witness), STATE_EVERY, 3);
  }

  private static void run(Training training, TrainingLoop loop) {
    while (!training.state().isDone(SPEC)) {
      loop.advance(Long.MAX_VALUE);
    }
  }

  @Test
  void reportsTheSameAsALoopInTheDriver() {
    JavaSparkContext spark = new JavaSparkContext(LocalSpark.session().sparkContext());
    Witness expected = new Witness();
    Witness found = new Witness();
    try (PlacedShards shards = PlacedShards.replicated(shards(), 2, spark)) {
      Training here = training(expected);
      SparkEngine cluster = new SparkEngine(MODEL, shards, Aggregation.USUAL, spark);
      try (TrainingLoop loop = new DriverLoop(here, cluster)) {
        run(here, loop);
      }
      Training there = training(found);
      try (TrainingLoop loop =
          new ExecutorLoop(there, steps(shards), shards.whole().orElseThrow(), 2, cluster, spark)) {
        run(there, loop);
      }
      assertThat(there.state().best()).containsExactly(here.state().best());
    }
    assertThat(found.reports).isEqualTo(expected.reports).hasSizeGreaterThan(100);
    assertThat(found.states).isEqualTo(expected.states).hasSizeGreaterThan(15);
    assertThat(found.gradients)
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(expected.gradients)
        .hasSizeGreaterThan(30);
    assertThat(found.gradients.get(0).histograms())
        .hasSize(MODEL.network().layout().entries().size());
  }

  @Test
  void aRepeatedTaskOnTheSameExecutorGivesTheSameResult() {
    Training sent = training(new Witness());
    sent.state().parameters()[0] = 0.25f;
    ExecutorLoop.Trip first = ExecutorLoop.takeSteps(shards(), sent, 5, "repeated", 2);
    ExecutorLoop.Trip second = ExecutorLoop.takeSteps(shards(), sent, 5, "repeated", 2);
    assertThat(sent.state().step()).isZero();
    assertThat(first.gradients()).hasSize(1);
    assertThat(first.state().step()).isEqualTo(5);
    assertThat(second.state().parameters()).containsExactly(first.state().parameters());
    assertThat(second.steps()).isEqualTo(first.steps()).hasSize(5);
  }

  @Test
  void stopsAtANonFiniteLossAndReportsTheStepsBefore() {
    JavaSparkContext spark = new JavaSparkContext(LocalSpark.session().sparkContext());
    Witness witness = new Witness();
    TrainingSpec explosive = new TrainingSpec(1, 4, 20, 8, 1e38, new Schedule.Constant(), 0, 0, 0);
    Training training =
        new Training(MODEL, explosive, training(witness).state(), List.of(witness), 0, 0);
    try (PlacedShards shards = PlacedShards.replicated(shards(), 2, spark)) {
      SparkEngine cluster = new SparkEngine(MODEL, shards, Aggregation.USUAL, spark);
      try (TrainingLoop loop =
          new ExecutorLoop(
              training, steps(shards), shards.whole().orElseThrow(), 2, cluster, spark)) {
        assertThatThrownBy(() -> loop.advance(5))
            .isInstanceOf(DivergedException.class)
            .hasMessageContaining("step %d (epoch 0)".formatted(witness.reports.size()));
      }
    }
    assertThat(witness.reports).hasSize((int) training.state().step()).isNotEmpty();
  }
}
