package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.kernel.Kernels;
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
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;

class TrainerTest {
  private static final int ROWS = 600;
  private static final WindowSpec WINDOWS = new WindowSpec(12, 3, 1, Baseline.LAST, 0);

  private static Shard shard(int id, double phase) {
    float[] values = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      values[row] = (float) Math.sin(row * 0.3 + phase);
    }
    Segment segment =
        new Segment(
            id, new Rows(values, 1), 0, WINDOWS.history(), ROWS, new SplitBounds(400, 500, 600));
    return new SeriesShard(id, List.of(segment), new WindowReader(WINDOWS, 1, 1));
  }

  private static ModelSpec model(double dropout) {
    WindowReader reader = new WindowReader(WINDOWS, 1, 1);
    return new ModelSpec(
        NetworkSpec.forecaster(
            RecurrentSpec.lstm(1, 6).withLayers(2).withDropout(dropout), reader.layout().outputs()),
        new Forecasting(reader, LossKind.MSE));
  }

  private static TrainingSpec spec(int epochs, int patience, double learningRate) {
    return new TrainingSpec(
        3, epochs, 50, 8, learningRate, new Schedule.Constant(), 1, 0, patience);
  }

  private static TrainingSpec averaging(int epochs) {
    return new TrainingSpec(3, epochs, 50, 8, 0.05, new Schedule.Constant(), 1, 0, 0, 3, 0);
  }

  private static TrainingState start() {
    float[] parameters = InitialValues.of(model(0).network(), 1);
    return new TrainingState(parameters, new Adam(parameters.length, 0));
  }

  private static TrainingState train(
      GradientEngine engine, TrainingSpec spec, TrainingListener... listeners) {
    return new Trainer(spec, start(), engine, List.of(listeners)).train();
  }

  private static GradientEngine local(double dropout) {
    return local(dropout, 1);
  }

  private static GradientEngine local(double dropout, int threads) {
    return new LocalEngine(
        model(dropout), List.of(shard(0, 0), shard(1, 1)), Kernels::fastest, threads);
  }

  @Test
  void learnsASine() {
    GradientEngine engine = local(0);
    TrainingState state = train(engine, spec(30, 0, 0.01));
    ForecastErrors test = (ForecastErrors) engine.evaluate(state.best(), Split.TEST);
    assertThat(test.examples()).isEqualTo(2 * 98);
    assertThat(test.squaredError(0)).isLessThan(0.002);
    assertThat(test.naiveSquaredError(0)).isBetween(0.1, 0.5);
    assertThat(state.bestEpoch()).isBetween(20, 29);
  }

  /**
   * Distributes the blocks of a step over several workers and merges their sums in another order.
   */
  private record Scattered(LocalEngine[] workers) implements GradientEngine {
    @Override
    public long[] examples(Split split) {
      return workers[0].examples(split);
    }

    @Override
    public Gradients gradients(float[] parameters, StepPlan plan, int exponent) {
      GradientSum sum = new GradientSum(exponent, plan.blocks().size());
      for (int w = workers.length - 1; w >= 0; w--) {
        int worker = w;
        List<Block> blocks =
            plan.blocks().stream()
                .filter(block -> block.index() % workers.length == worker)
                .toList();
        StepPlan part = new StepPlan(plan.seed(), plan.epoch(), plan.step(), blocks);
        // a worker knows its own blocks only, but the sum's range is that of the whole step
        sum = sum.merge(workers[w].gradients(parameters, part, exponent).sum());
      }
      return Gradients.of(sum);
    }

    @Override
    public Errors evaluate(float[] parameters, Split split) {
      return workers[0].evaluate(parameters, split);
    }
  }

  /** An average of the steps since the trigger, which the last loss says to have fired. */
  @Test
  void stepsAreAveragedOnceLossesStopFalling() {
    TrainingSpec spec = new TrainingSpec(3, 9, 50, 8, 2, new Schedule.Constant(), 1, 0, 0, 0, 1);
    List<Boolean> averaging = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<float[]> weights = new ArrayList<>();
    TrainingState state =
        train(
            local(0),
            spec,
            new TrainingListener() {
              @Override
              public void onStep(TrainingState now, StepReport report) {
                if (now.average().hasBegun()) {
                  weights.add(now.parameters().clone());
                }
              }

              @Override
              public void onEpoch(TrainingState now, EpochReport report) {
                averaging.add(now.average().hasBegun());
                losses.add(now.losses()[now.losses().length - 1]);
              }
            });
    int begun = averaging.indexOf(true);
    assertThat(begun).isBetween(2, 7);
    for (int epoch = 0; epoch <= begun; epoch++) {
      double lowest = Double.POSITIVE_INFINITY;
      for (int before = 0; before < epoch - 1; before++) {
        lowest = Math.min(lowest, losses.get(before));
      }
      assertThat(losses.get(epoch) > lowest).as("epoch %d", epoch).isEqualTo(epoch == begun);
    }
    double sum = weights.stream().skip(1).mapToDouble(one -> one[0]).sum();
    assertThat(state.average().mean()[0])
        .isCloseTo((float) (sum / (weights.size() - 1)), within(1e-5f));
    assertThat(state.average().steps()).isEqualTo(weights.size());
    double ofAverage = local(0).evaluate(state.average().mean(), Split.VALIDATION).meanLoss();
    assertThat(losses.get(8)).isEqualTo(ofAverage);
  }

  @Test
  void theDivisionOfWorkDoesNotChangeBits() {
    for (double dropout : new double[] {0, 0.3}) {
      float[] expected = train(local(dropout), spec(3, 0, 0.01)).parameters();
      for (int workers = 2; workers < 6; workers++) {
        LocalEngine[] engines = new LocalEngine[workers];
        java.util.Arrays.setAll(engines, i -> (LocalEngine) local(dropout));
        float[] found = train(new Scattered(engines), spec(3, 0, 0.01)).parameters();
        assertThat(found).containsExactly(expected);
      }
    }
  }

  @Test
  void theNumberOfThreadsDoesNotChangeBits() {
    TrainingState expected = train(local(0.3), spec(3, 0, 0.01));
    for (int threads : new int[] {2, 3, 16}) {
      TrainingState found = train(local(0.3, threads), spec(3, 0, 0.01));
      assertThat(found.parameters()).containsExactly(expected.parameters());
      assertThat(found.bestLoss()).isEqualTo(expected.bestLoss());
    }
  }

  @Test
  void trainingResumedAnywhereGivesTheSameBits() {
    TrainingSpec spec = spec(3, 0, 0.01);
    List<TrainingListener.EpochReport> expectedEpochs = new ArrayList<>();
    TrainingState expected = train(local(0.3), spec, recorder(expectedEpochs));
    List<TrainingListener.EpochReport> epochs = new ArrayList<>();
    TrainingState here = start();
    Trainer[] workers = new Trainer[3];
    TrainingState[] states = {start(), start(), here};
    java.util.Arrays.setAll(
        workers, i -> new Trainer(spec, states[i], local(0.3), List.of(recorder(epochs))));
    for (int turn = 0; !here.isDone(spec); turn++) {
      int worker = turn % 3;
      if (worker < 2) {
        states[worker].become(here);
      }
      workers[worker].advance(1 + turn % 4);
      if (worker < 2) {
        here.become(states[worker]);
      }
    }
    assertThat(here.parameters()).containsExactly(expected.parameters());
    assertThat(here.best()).containsExactly(expected.best());
    assertThat(here.losses()).containsExactly(expected.losses());
    assertThat(here.step()).isEqualTo(expected.step());
    assertThat(epochs).isEqualTo(expectedEpochs).hasSize(3);
  }

  @Test
  void aRestoredStateContinuesWithTheSameBits() {
    TrainingSpec spec = spec(3, 0, 0.01);
    List<TrainingListener.EpochReport> expectedEpochs = new ArrayList<>();
    TrainingState expected = train(local(0.3), spec, recorder(expectedEpochs));
    List<TrainingListener.EpochReport> epochs = new ArrayList<>();
    TrainingState state = start();
    while (!state.isDone(spec)) {
      new Trainer(spec, state, local(0.3), List.of(recorder(epochs))).advance(1);
      assertThat(state.copy().position()).isEqualTo(state.position());
      Adam adam = new Adam(state.parameters().length, 0);
      adam.restore(state.optimizer().steps(), state.optimizer().state());
      state =
          TrainingState.at(
              state.position(), state.parameters().clone(), adam, state.best(), state.lastEpochs());
    }
    assertThat(state.parameters()).containsExactly(expected.parameters());
    assertThat(state.best()).containsExactly(expected.best());
    assertThat(state.position()).isEqualTo(expected.position());
    assertThat(epochs).isEqualTo(expectedEpochs).hasSize(3);
  }

  @Test
  void anEpochCountsByItsWeightsOrByTheMeanOfTheLast() {
    GradientEngine engine = local(0);
    TrainingState state = start();
    Trainer trainer = new Trainer(averaging(8), state, engine, List.of());
    List<float[]> ends = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    int means = 0;
    for (int epoch = 0; epoch < 8; epoch++) {
      while (state.epoch() == epoch) {
        trainer.advance(Long.MAX_VALUE);
      }
      ends.add(state.parameters().clone());
      float[] expected = ends.get(epoch);
      double loss = engine.evaluate(expected, Split.VALIDATION).meanLoss();
      if (epoch >= 2) {
        float[] mean = new float[expected.length];
        for (int i = 0; i < mean.length; i++) {
          double sum = (double) ends.get(epoch - 2)[i] + ends.get(epoch - 1)[i] + expected[i];
          mean[i] = (float) (sum / 3);
        }
        double ofMean = engine.evaluate(mean, Split.VALIDATION).meanLoss();
        means += ofMean < loss ? 1 : 0;
        expected = ofMean < loss ? mean : expected;
        loss = Math.min(loss, ofMean);
      }
      assertThat(state.losses()[epoch]).isEqualTo(loss);
      if (loss < lowest) {
        lowest = loss;
        assertThat(state.best()).containsExactly(expected);
        assertThat(state.bestEpoch()).isEqualTo(epoch);
      }
      assertThat(state.bestLoss()).isEqualTo(lowest);
    }
    assertThat(means).isBetween(1, 5);
    assertThat(state.lastEpochs().weights()).hasSize(3);
  }

  @Test
  void averagesAreTheSameAfterARestore() {
    TrainingState expected = train(local(0), averaging(5));
    TrainingState state = start();
    while (!state.isDone(averaging(5))) {
      new Trainer(averaging(5), state, local(0), List.of()).advance(7);
      state = state.copy();
    }
    assertThat(state.best()).containsExactly(expected.best());
    assertThat(state.position()).isEqualTo(expected.position());
  }

  @Test
  void isBeyondSettingsThatWouldHaveEndedEarlier() {
    TrainingState state = stateAfter(List.of(1.0, 0.5, 0.6, 0.7), 0);
    assertThat(state.isBeyond(spec(4, 0, 0.01))).isFalse();
    assertThat(state.isBeyond(spec(9, 2, 0.01))).isFalse();
    assertThat(state.isBeyond(spec(3, 0, 0.01))).isTrue();
    assertThat(state.isBeyond(spec(9, 1, 0.01))).isTrue();
    // in the middle of an epoch that the settings would not have started
    assertThat(stateAfter(List.of(1.0, 0.5, 0.6, 0.7), 8).isBeyond(spec(4, 0, 0.01))).isTrue();
    assertThat(stateAfter(List.of(1.0, 0.5, 0.6, 0.7), 8).isBeyond(spec(5, 0, 0.01))).isFalse();
  }

  private static TrainingState stateAfter(List<Double> losses, double epochWeight) {
    TrainingState.Position position =
        new TrainingState.Position(losses.size(), 40, 1, 0, epochWeight, 0.5, 0.5, 1, 0, losses);
    TrainingState start = start();
    return TrainingState.at(
        position, start.parameters(), start.optimizer(), start.best(), start.lastEpochs());
  }

  /** Fails in one of its calls. */
  private static final class Flaky implements GradientEngine {
    private final GradientEngine engine;
    private int calls;

    Flaky(GradientEngine engine) {
      this.engine = engine;
    }

    @Override
    public long[] examples(Split split) {
      return engine.examples(split);
    }

    @Override
    public Gradients gradients(float[] parameters, StepPlan plan, int exponent) {
      if (calls++ == 3) {
        throw new IllegalStateException("lost");
      }
      return engine.gradients(parameters, plan, exponent);
    }

    @Override
    public Errors evaluate(float[] parameters, Split split) {
      return engine.evaluate(parameters, split);
    }
  }

  @Test
  void aFailedStepIsRepeatedWhenTrainingContinues() {
    TrainingSpec spec = spec(1, 0, 0.01);
    TrainingState expected = train(local(0.3), spec);
    TrainingState state = start();
    Trainer trainer = new Trainer(spec, state, new Flaky(local(0.3)), List.of());
    assertThatThrownBy(() -> trainer.advance(100)).hasMessage("lost");
    assertThat(state.step()).isEqualTo(3);
    trainer.advance(100);
    assertThat(state.parameters()).containsExactly(expected.parameters());
    assertThat(state.step()).isEqualTo(expected.step());
  }

  private static TrainingListener recorder(List<TrainingListener.EpochReport> epochs) {
    return new TrainingListener() {
      @Override
      public void onEpoch(TrainingState state, EpochReport report) {
        epochs.add(report);
      }
    };
  }

  @Test
  void threadsWithoutABlockAreNotBusy() {
    LocalEngine engine = (LocalEngine) local(0, 16);
    StepPlan oneBlock = new StepPlan(1, 0, 0, List.of(new Block(0, 0, 0, 8)));
    long started = System.nanoTime();
    engine.gradients(start().parameters(), oneBlock, 40);
    long elapsed = System.nanoTime() - started;
    assertThat(engine.busyNanos()).isPositive().isLessThanOrEqualTo(elapsed);
  }

  @Test
  void dropoutMakesADifference() {
    assertThat(train(local(0.3), spec(1, 0, 0.01)).parameters())
        .isNotEqualTo(train(local(0), spec(1, 0, 0.01)).parameters());
  }

  /** Multiplies gradients, so that they exceed the expected range. */
  private record Exploding(GradientEngine engine, List<Integer> exponents)
      implements GradientEngine {
    @Override
    public long[] examples(Split split) {
      return engine.examples(split);
    }

    @Override
    public Gradients gradients(float[] parameters, StepPlan plan, int exponent) {
      exponents.add(exponent);
      GradientSum sum = new GradientSum(exponent, plan.blocks().size());
      float[] gradient = new float[parameters.length];
      java.util.Arrays.fill(gradient, plan.step() == 1 ? 1e20f : 1e-3f);
      sum.take(gradient, 1, (double) plan.examples(), plan.examples());
      return Gradients.of(sum);
    }

    @Override
    public Errors evaluate(float[] parameters, Split split) {
      return engine.evaluate(parameters, split);
    }
  }

  @Test
  void aStepThatExplodesIsRepeatedWithACoarserScaleAndClipped() {
    List<Integer> exponents = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(TrainingState state, StepReport report) {
            norms.add(report.gradientNorm());
          }
        };
    TrainingState state = train(new Exploding(local(0), exponents), spec(1, 0, 0.01), listener);
    // step 1 is repeated with a coarser scale, step 2 with a finer scale
    assertThat(exponents).hasSize(norms.size() + 2);
    assertThat(exponents.get(2)).isLessThan(exponents.get(1) - 50);
    assertThat(exponents.get(4)).isGreaterThan(exponents.get(3) + 50);
    assertThat(norms.get(2)).isEqualTo(norms.get(0));
    assertThat(norms.get(1)).isGreaterThan(1e18);
    for (float parameter : state.parameters()) {
      assertThat(parameter).isBetween(-2f, 2f);
    }
  }

  @Test
  void stopsIfALossIsNotANumber() {
    GradientEngine engine = local(0);
    float[] parameters = new float[model(0).network().layout().size()];
    parameters[parameters.length - 1] = Float.NaN;
    Trainer trainer =
        new Trainer(
            spec(1, 0, 0.01),
            new TrainingState(parameters, new Adam(parameters.length, 0)),
            engine,
            List.of());
    assertThatThrownBy(trainer::train)
        .isInstanceOf(DivergedException.class)
        .hasMessage("loss or gradient is not a finite number at step 0 (epoch 0)");
  }

  @Test
  void stopsWhenPatienceRunsOutAndKeepsTheBest() {
    List<TrainingListener.EpochReport> epochs = new ArrayList<>();
    List<float[]> parameters = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onEpoch(TrainingState state, EpochReport report) {
            epochs.add(report);
            parameters.add(state.parameters().clone());
          }
        };
    TrainingState state = train(local(0), spec(200, 3, 0.3), listener);
    assertThat(epochs.size()).isLessThan(200);
    assertThat(epochs).hasSize(state.bestEpoch() + 4);
    assertThat(epochs.get(state.bestEpoch()).best()).isTrue();
    assertThat(epochs.subList(state.bestEpoch() + 1, epochs.size())).noneMatch(e -> e.best());
    assertThat(state.best()).containsExactly(parameters.get(state.bestEpoch()));
    assertThat(state.bestLoss()).isEqualTo(epochs.get(state.bestEpoch()).validationLoss());
  }

  @Test
  void evaluationDoesNotDependOnTheBatch() {
    Replica replica = new Replica(model(0), Kernels.fastest());
    replica.load(InitialValues.of(model(0).network(), 1));
    ForecastErrors whole = new ForecastErrors(3, 1);
    replica.evaluate(shard(0, 0), Split.TEST, 0, 98, whole);
    ForecastErrors parts = new ForecastErrors(3, 1);
    for (int i = 0; i < 98; i += 7) {
      ForecastErrors part = new ForecastErrors(3, 1);
      replica.evaluate(shard(0, 0), Split.TEST, i, i + 7, part);
      parts.merge(part);
    }
    assertThat(parts.squaredError(0)).isEqualTo(whole.squaredError(0));
    assertThat(parts.meanLoss()).isEqualTo(whole.meanLoss());
  }
}
