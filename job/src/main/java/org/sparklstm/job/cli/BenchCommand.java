package org.sparklstm.job.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.job.UserException;
import org.sparklstm.job.distributed.ClusterSize;
import org.sparklstm.job.run.StepBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}. */
@Command(
    name = "bench",
    description =
        "Measures training steps and, in turns, empty Spark jobs on this cluster; prints one JSON line per measurement.",
    mixinStandardHelpOptions = true)
final class BenchCommand extends Main.Subcommand {
  @Option(
      names = "--seconds",
      defaultValue = "5",
      description =
          "Seconds per measurement, after a warm-up of the same length (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--tasks",
      split = ",",
      description =
          "Tasks per distributed step; separate several values by commas (default: 1 with a local master, else one per core).")
  private List<Integer> tasks = new ArrayList<>();

  @Parameters(
      paramLabel = "B,T,I,H",
      arity = "1..*",
      description =
          "Shapes: windows per step, time steps, inputs, hidden size; for example 512,96,7,128.")
  private List<String> shapes;

  @Override
  boolean isForPeople() {
    return true;
  }

  @Override
  String run() {
    if (!(seconds > 0) || tasks.stream().anyMatch(count -> count < 1)) {
      throw new UserException(
          "--seconds is %s, --tasks is %s: both must be greater than 0".formatted(seconds, tasks));
    }
    List<StepBench.Shape> parsed = shapes.stream().map(BenchCommand::parse).toList();
    return Session.in(
        Session.submitted(),
        "spark-lstm bench",
        session -> {
          JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
          int cores = ClusterSize.of(spark).cores();
          StepBench bench = new StepBench(spark, seconds);
          List<String> lines = new ArrayList<>();
          for (StepBench.Shape shape : parsed) {
            for (int count : tasks.isEmpty() ? List.of(spark.isLocal() ? 1 : cores) : tasks) {
              lines.add(bench.distributed(shape, count));
            }
            if (spark.isLocal()) {
              lines.add(bench.single(shape, cores));
            }
          }
          return String.join("\n", lines);
        });
  }

  private static StepBench.Shape parse(String text) {
    try {
      int[] sizes = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
      if (sizes.length == 4 && Arrays.stream(sizes).allMatch(size -> size > 0)) {
        return new StepBench.Shape(sizes[0], sizes[1], sizes[2], sizes[3]);
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new UserException(
        "shape '%s' is invalid: expected four integers greater than 0, B,T,I,H, such as 512,96,7,128"
            .formatted(text));
  }
}
