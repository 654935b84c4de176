package org.sparklstm.job.cli;

import java.util.List;
import org.sparklstm.job.UserException;
import org.sparklstm.job.run.PlanRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}. */
@Command(
    name = "plan",
    description =
        "Measures some steps of a training here and projects them to other numbers of executors.",
    mixinStandardHelpOptions = true)
final class PlanCommand extends Main.Subcommand {
  /** More than any cluster or link has, and few enough for the model's arithmetic. */
  private static final int MOST = 100_000;

  @Mixin private JobOptions options;

  @Option(
      names = "--executors",
      split = ",",
      defaultValue = "10,100,1000",
      description = "Numbers of executors to project to (default: ${DEFAULT-VALUE}).")
  private List<Integer> executors;

  @Option(
      names = "--cores",
      defaultValue = "0",
      description = "Cores of an executor (default: 0, as many as here).")
  private int cores;

  @Option(
      names = "--gbit",
      defaultValue = "10",
      description =
          "Gigabits a second that each machine sends or receives; assumed, not measured (default: ${DEFAULT-VALUE}).")
  private double gigabits;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long to take steps, after as long a warm-up (default: ${DEFAULT-VALUE}).")
  private double seconds;

  private static void require(String option, Number found, boolean holds, String expected) {
    if (!holds) {
      throw new UserException("%s is %s, expected %s".formatted(option, found, expected));
    }
  }

  @Override
  String run() {
    for (int count : executors) {
      require("--executors", count, count >= 1 && count <= MOST, "1 to " + MOST);
    }
    require("--cores", cores, cores >= 0 && cores <= MOST, "0 to " + MOST);
    require("--gbit", gigabits, gigabits > 0 && gigabits <= MOST, "above 0, up to " + MOST);
    require("--seconds", seconds, seconds > 0 && seconds <= MOST, "above 0, up to " + MOST);
    return options.inSession(
        context -> new PlanRun(context, seconds).run(executors, cores, gigabits));
  }
}
