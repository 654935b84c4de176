package org.sparklstm.job.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.optim.Schedule;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Segment;
import org.sparklstm.core.sequence.SeriesShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.LossKind;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.TrainingSpec;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.distributed.Aggregation;
import org.sparklstm.job.distributed.ClusterSize;
import org.sparklstm.job.distributed.DriverLoop;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.SingleEngine;
import org.sparklstm.job.distributed.SparkEngine;
import org.sparklstm.job.distributed.StepTimes;
import org.sparklstm.job.distributed.Training;
import org.sparklstm.job.distributed.TrainingLoop;
import org.sparklstm.job.task.Phases;

/**
 * Times training steps on random data with the loop that trains models, on this cluster. Steps
 * alternate with empty jobs on the same data, for comparison.
 */
public final class StepBench {
  private static final int WINDOWS = 1 << 14;

  /** Number of steps, or empty jobs, per turn. */
  private static final int TURN = 10;

  /**
   * The shape of the steps to time.
   *
   * @param batch windows per step, over all tasks
   * @param steps rows per window
   * @param inputs columns per row
   * @param hidden hidden size of the LSTM, which has one layer and a linear head on the last step
   */
  public record Shape(int batch, int steps, int inputs, int hidden) {}

  private final JavaSparkContext spark;
  private final double seconds;

  /**
   * @param seconds time to repeat each, after a warm-up of the same time
   */
  public StepBench(JavaSparkContext spark, double seconds) {
    this.spark = spark;
    this.seconds = seconds;
  }

  /** Times steps that run as Spark jobs. Returns one line of JSON. */
  public String distributed(Shape shape, int tasks) {
    try (PlacedShards shards = PlacedShards.replicated(List.of(shard(shape)), tasks, spark);
        TrainingLoop loop =
            new DriverLoop(
                training(shape), new SparkEngine(model(shape), shards, Aggregation.USUAL, spark))) {
      return time(shape, loop, tasks, shards::emptyJob);
    }
  }

  /** Times steps in this JVM, without jobs. Returns one line of JSON. */
  public String single(Shape shape, int threads) {
    try (TrainingLoop loop =
        new DriverLoop(
            training(shape), new SingleEngine(model(shape), List.of(shard(shape)), threads))) {
      return time(shape, loop, 1, null);
    }
  }

  private static Training training(Shape shape) {
    ModelSpec model = model(shape);
    float[] parameters = InitialValues.of(model.network(), 1);
    TrainingSpec spec =
        new TrainingSpec(
            1,
            Integer.MAX_VALUE,
            shape.batch(),
            EpochPlan.blockFor(shape.batch()),
            0.001,
            new Schedule.Constant(),
            0,
            0,
            0);
    TrainingState state = new TrainingState(parameters, new Adam(parameters.length, 0));
    return new Training(model, spec, state, List.of(), 0, 0);
  }

  /**
   * Times steps and empty jobs in alternating turns of several each: directly after a step, Spark's
   * bookkeeping of that step slows down the next job. The first round is a warm-up.
   *
   * @param emptyJob runs an empty job; null if steps run without jobs
   */
  private String time(Shape shape, TrainingLoop loop, int tasks, Runnable emptyJob) {
    List<Double> steps = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    StepTimes times = StepTimes.NONE;
    for (int round = 0; round < 2; round++) {
      steps.clear();
      empty.clear();
      times = StepTimes.NONE;
      for (double until = now() + seconds; now() < until; ) {
        for (int i = 0; i < TURN; i++) {
          double started = now();
          times = times.plus(loop.advance(1));
          steps.add((now() - started) * 1000);
        }
        for (int i = 0; i < TURN && emptyJob != null; i++) {
          double started = now();
          emptyJob.run();
          empty.add((now() - started) * 1000);
        }
      }
    }
    double step = median(steps);
    Json line =
        new Json()
            .put("shape", List.of(shape.batch, shape.steps, shape.inputs, shape.hidden))
            .put(ResultKeys.EXECUTION, loop.name())
            .put("tasks", tasks)
            .put("cores", ClusterSize.of(spark).cores())
            .put(ResultKeys.PARAMETERS, model(shape).network().layout().size())
            .put("step_ms", step)
            .put("sequences_per_second", shape.batch / step * 1000);
    if (emptyJob != null) {
      line.put("empty_job_ms", median(empty)).put("ratio", step / median(empty));
    }
    return line.put(ResultKeys.PHASES, Phases.of(times, ClusterSize.of(spark).cores()))
        .redactedLine();
  }

  /** Current time in seconds. */
  private static double now() {
    return System.nanoTime() / 1e9;
  }

  private static WindowSpec windows(Shape shape) {
    return new WindowSpec(shape.steps(), 1, 1, Baseline.NONE, 0);
  }

  private static ModelSpec model(Shape shape) {
    return new ModelSpec(
        NetworkSpec.forecaster(RecurrentSpec.lstm(shape.inputs(), shape.hidden()), 1),
        new Forecasting(new WindowReader(windows(shape), shape.inputs(), 1), LossKind.MSE));
  }

  private static Shard shard(Shape shape) {
    int rows = WINDOWS + shape.steps();
    float[] values = new float[rows * shape.inputs()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * CounterRandom.uniform(1, i) - 1;
    }
    Segment segment =
        new Segment(
            0,
            new Rows(values, shape.inputs()),
            0,
            windows(shape).history(),
            rows,
            new SplitBounds(rows, rows, rows));
    return new SeriesShard(
        0, List.of(segment), new WindowReader(windows(shape), shape.inputs(), 1));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
