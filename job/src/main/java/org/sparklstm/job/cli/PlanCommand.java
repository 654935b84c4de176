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

  @Override
  String run() {
    if (executors.stream().anyMatch(count -> count < 1) || cores < 0) {
      throw new UserException(
          "--executors %s must be at least 1, --cores %d at least 0".formatted(executors, cores));
    }
    if (!(gigabits > 0 && seconds > 0) || Double.isInfinite(gigabits * seconds)) {
      throw new UserException(
          "--gbit %s and --seconds %s must be above 0".formatted(gigabits, seconds));
    }
    return options.inSession(
        context -> new PlanRun(context, seconds).run(executors, cores, gigabits));
  }
}
