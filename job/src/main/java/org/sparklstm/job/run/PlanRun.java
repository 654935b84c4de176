package org.sparklstm.job.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StepPlan;
import org.sparklstm.core.train.StreamPlan;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.core.train.TrainingSpec;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Stopwatch;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.TrainConfig;
import org.sparklstm.job.distributed.Aggregation;
import org.sparklstm.job.distributed.ClusterSize;
import org.sparklstm.job.distributed.DriverLoop;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.SparkEngine;
import org.sparklstm.job.distributed.StepTimes;
import org.sparklstm.job.distributed.Training;
import org.sparklstm.job.distributed.TrainingLoop;
import org.sparklstm.job.model.InitialWeights;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.TrainingSession;

/** {@code plan}: measures steps on this cluster and projects them to other cluster sizes. */
public final class PlanRun {
  /** Longest time to repeat short measurements, after a warm-up of the same time. */
  private static final double SHORT_SECONDS = 1;

  /** Largest number of executors in the search for the best number. */
  private static final int MOST_EXECUTORS = 10_000;

  /** Number of tasks of the larger empty job. */
  private static final int MANY_TASKS = 64;

  private final JobContext context;
  private final double seconds;

  /**
   * @param seconds time to take steps, after a warm-up of the same time; short measurements take at
   *     most a second each
   */
  public PlanRun(JobContext context, double seconds) {
    this.context = context;
    this.seconds = seconds;
  }

  /**
   * Measures and projects.
   *
   * @param executors numbers of executors to project to
   * @param cores cores per executor; 0 for as many as here
   * @param gigabits network speed of a machine in Gbit/s
   * @return the projections as one line of JSON
   */
  public String run(List<Integer> executors, int cores, double gigabits) {
    JavaSparkContext spark = context.sparkContext();
    Examples examples = context.task().examples(context.table());
    StreamSpec streams = examples.streams().orElse(null);
    if (streams != null && streams.rows() != null) {
      throw UserException.of(
          "{train.sparse}: steps touch some rows of the weights only, each step others, which plan cannot project; set it to false, or {train.negatives} to 0, to see steps that touch all");
    }
    ClusterSize size = ClusterSize.of(spark);
    try (PlacedShards shards = TrainingSession.place(examples, context.config().data(), spark)) {
      examples.refuseEmptySpans(shards);
      Measured measured = measure(examples.model(), streams, shards, size, spark);
      Projection projection = measured.projection();
      PlanReport report =
          new PlanReport(
              projection, measured.stepSeconds(), streams == null ? "example" : "stream");
      report.showMeasured(
          context.console(), new Projection.Cluster(size.executors(), size.coresEach(), gigabits));
      int coresThere = cores == 0 ? size.coresEach() : cores;
      List<Projection.Step> steps =
          executors.stream()
              .map(count -> projection.on(new Projection.Cluster(count, coresThere, gigabits)))
              .toList();
      Projection.Step best =
          IntStream.rangeClosed(1, MOST_EXECUTORS)
              .mapToObj(count -> projection.on(new Projection.Cluster(count, coresThere, gigabits)))
              .max(Comparator.comparingDouble(Projection.Step::windowsPerSecond))
              .orElseThrow();
      report.show(context.console(), steps, best);
      return report.json(context.config().run().id(), size.cores(), steps, best).redactedLine();
    }
  }

  /** A projection, and the seconds of a measured step to compare it with. */
  private record Measured(Projection projection, double stepSeconds) {}

  /**
   * @param streams null for steps of examples
   */
  private Measured measure(
      ModelSpec model,
      StreamSpec streams,
      PlacedShards shards,
      ClusterSize size,
      JavaSparkContext spark) {
    Training training = training(model, streams);
    Aggregation aggregation = TrainingSession.aggregation(context.config().train());
    SparkEngine engine = new SparkEngine(model, shards, aggregation, spark);
    try (TrainingLoop loop = new DriverLoop(training, engine)) {
      steps(loop);
      StepTimes times = steps(loop);
      TrainingSpec spec = training.spec();
      int batch =
          streams == null ? (int) Math.min(spec.batch(), shards.count(Split.TRAIN)) : spec.batch();
      StepPlan plan = firstStep(spec, streams, shards);
      TrainingState state = training.state();
      int exponent = GradientSum.exponentFor(state.largestGradient(), plan.blocks().size());
      GradientSum sum = engine.gradients(state.parameters(), plan, exponent).sum();
      byte[] written = aggregation.packed() ? sum.writePacked() : sum.write();
      double task = (emptyJob(spark, MANY_TASKS) - emptyJob(spark, 1)) / (MANY_TASKS - 1);
      double waiting = times.waiting() / times.steps() - (shards.tasks() - 1) * task;
      long turns = (plan.blocks().size() + size.cores() - 1L) / size.cores();
      double turn = times.slowest() / times.steps() / turns;
      Projection projection =
          new Projection(
              batch,
              spec.block(),
              turn / Math.min(spec.block(), batch),
              times.update() / times.steps(),
              Math.max(0, waiting),
              Math.max(0, task),
              median(() -> sum.merge(GradientSum.read(written))),
              state.parameters().length,
              written.length,
              aggregation,
              shards.isWhole());
      return new Measured(projection, times.total() / times.steps());
    }
  }

  private static StepPlan firstStep(TrainingSpec spec, StreamSpec streams, PlacedShards shards) {
    if (streams == null) {
      long[] examples = shards.examples(Split.TRAIN);
      return new EpochPlan(spec.seed(), 0, examples, spec.batch(), spec.block()).next();
    }
    return new StreamPlan(
            spec.seed(), 0, shards.predicted(), spec.batch(), spec.block(), streams.length())
        .next()
        .from(new float[spec.batch() * streams.stateSize()]);
  }

  /** A training without an end and without listeners. */
  private Training training(ModelSpec model, StreamSpec streams) {
    TrainConfig train = context.config().train();
    TrainingSpec endless = train.spec(context.config().run().seed()).withoutEnd();
    float[] parameters = InitialWeights.of(context.config(), model.network(), context.hadoop());
    TrainingState state = new TrainingState(parameters, train.newOptimizer(parameters.length));
    return new Training(model, endless, streams, state, List.of(), 0, 0);
  }

  private StepTimes steps(TrainingLoop loop) {
    Stopwatch watch = new Stopwatch();
    StepTimes times = StepTimes.NONE;
    try {
      while (watch.seconds() < seconds) {
        times = times.plus(loop.advance(1));
      }
    } catch (DivergedException e) {
      throw new UserException(
          "training diverged after %,d steps; lower train.learning-rate (now %s) or --seconds (now %s)"
              .formatted(e.step(), context.config().train().learningRate(), seconds),
          e);
    }
    return times;
  }

  private double emptyJob(JavaSparkContext spark, int tasks) {
    List<Integer> indexes = IntStream.range(0, tasks).boxed().toList();
    return median(() -> spark.parallelize(indexes, tasks).foreach(index -> {}));
  }

  /** Median seconds of a run of the work. */
  private double median(Runnable work) {
    repeat(work);
    double[] seconds = repeat(work).stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return seconds[seconds.length / 2];
  }

  private List<Double> repeat(Runnable work) {
    List<Double> seconds = new ArrayList<>();
    Stopwatch all = new Stopwatch();
    while (all.seconds() < Math.min(SHORT_SECONDS, this.seconds)) {
      Stopwatch watch = new Stopwatch();
      work.run();
      seconds.add(watch.seconds());
    }
    return seconds;
  }
}
