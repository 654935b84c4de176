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
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.LossKind;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.Trainer;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingSpec;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.SingleEngine;
import org.sparklstm.job.distributed.SparkEngine;
import org.sparklstm.job.distributed.TimedEngine;

/**
 * Times training steps on noise: the loop that trains models, on this cluster, beside empty jobs on
 * the same data in turns with the steps.
 */
public final class StepBench {
  private static final int WINDOWS = 1 << 14;

  /**
   * What to time.
   *
   * @param batch windows of a step, over all tasks
   * @param steps rows of a window
   * @param inputs columns of a row
   * @param hidden size of the LSTM, which has one layer and a linear head on its last step
   */
  public record Shape(int batch, int steps, int inputs, int hidden) {}

  private final JavaSparkContext spark;
  private final double seconds;

  /**
   * @param seconds how long to repeat each; as long is spent before, to warm up
   */
  public StepBench(JavaSparkContext spark, double seconds) {
    this.spark = spark;
    this.seconds = seconds;
  }

  /** Times steps that are jobs of the cluster. Returns a line of JSON. */
  public String distributed(Shape shape, int tasks) {
    try (PlacedShards shards = PlacedShards.replicated(List.of(shard(shape)), tasks, spark);
        TimedEngine engine = new SparkEngine(model(shape), shards, spark)) {
      Timer timer = new Timer(shards::emptyJob, engine);
      train(shape, engine, timer);
      return timer.line(shape, tasks);
    }
  }

  /** Times steps in this JVM, without jobs. Returns a line of JSON. */
  public String single(Shape shape, int threads) {
    try (TimedEngine engine = new SingleEngine(model(shape), List.of(shard(shape)), threads)) {
      Timer timer = new Timer(() -> {}, engine);
      train(shape, engine, timer);
      return timer.line(shape, 1);
    }
  }

  private static void train(Shape shape, TimedEngine engine, Timer timer) {
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
    Trainer trainer =
        new Trainer(spec, parameters, new Adam(parameters.length, 0), engine, List.of(timer));
    try {
      trainer.train();
    } catch (Enough e) {
      // the only way out of a training without an end
    }
  }

  private static WindowSpec windows(Shape shape) {
    return new WindowSpec(shape.steps(), 1, 1, Baseline.NONE, 0);
  }

  private static ModelSpec model(Shape shape) {
    return new ModelSpec(
        NetworkSpec.forecaster(RecurrentSpec.lstm(shape.inputs(), shape.hidden()), 1),
        new WindowReader(windows(shape), shape.inputs(), 1),
        LossKind.MSE);
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
    return new Shard(0, List.of(segment), shape.inputs(), windows(shape));
  }

  /** Thrown when there have been enough steps. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Steps and empty jobs in turns. */
  private final class Timer implements TrainingListener {
    private final Runnable emptyJob;
    private final TimedEngine engine;
    private final List<Double> stepMillis = new ArrayList<>();
    private final List<Double> emptyMillis = new ArrayList<>();
    private final long begin = System.nanoTime();
    private boolean warm;
    private long mark = System.nanoTime();

    Timer(Runnable emptyJob, TimedEngine engine) {
      this.emptyJob = emptyJob;
      this.engine = engine;
    }

    @Override
    public void onStep(TrainingState state, StepReport report) {
      stepMillis.add(millisSince(mark));
      long started = System.nanoTime();
      emptyJob.run();
      emptyMillis.add(millisSince(started));
      double elapsed = millisSince(begin) / 1000;
      if (!warm && elapsed > seconds) {
        warm = true;
        stepMillis.clear();
        emptyMillis.clear();
        engine.takeTimes();
      } else if (warm && elapsed > 2 * seconds && stepMillis.size() >= 3) {
        throw new Enough();
      }
      mark = System.nanoTime();
    }

    String line(Shape shape, int tasks) {
      double step = median(stepMillis);
      Json line =
          new Json()
              .put("shape", List.of(shape.batch, shape.steps, shape.inputs, shape.hidden))
              .put("execution", engine.name())
              .put("tasks", tasks)
              .put("cores", spark.defaultParallelism())
              .put("parameters", model(shape).network().layout().size())
              .put("step_ms", step)
              .put("sequences_per_second", shape.batch / step * 1000);
      if (engine instanceof SparkEngine) {
        double empty = median(emptyMillis);
        line.put("empty_job_ms", empty).put("ratio", step / empty);
      }
      return line.put("phases", Phases.of(engine.takeTimes())).line();
    }
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
