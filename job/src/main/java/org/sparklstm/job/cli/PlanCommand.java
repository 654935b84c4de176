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
        "Measures training steps on this cluster and projects their speed to other numbers of executors.",
    mixinStandardHelpOptions = true)
final class PlanCommand extends Main.Subcommand {
  /** Larger than any cluster or network link, and safe for the model's arithmetic. */
  private static final int MOST = 100_000;

  @Mixin private JobOptions options;

  @Option(
      names = "--executors",
      split = ",",
      defaultValue = "10,100,1000",
      description =
          "Numbers of executors to project to, separated by commas (default: ${DEFAULT-VALUE}).")
  private List<Integer> executors;

  @Option(
      names = "--cores",
      defaultValue = "0",
      description = "Cores per executor; 0 means as many as here (default: ${DEFAULT-VALUE}).")
  private int cores;

  @Option(
      names = "--gbit",
      defaultValue = "10",
      description =
          "Network speed per machine, in gigabits per second; assumed, not measured (default: ${DEFAULT-VALUE}).")
  private double gigabits;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description =
          "Seconds to measure steps, after a warm-up of the same length (default: ${DEFAULT-VALUE}).")
  private double seconds;

  private static void requireAtLeast(int least, String option, int found) {
    if (found < least || found > MOST) {
      throw new UserException("%s is %d, expected %d to %d".formatted(option, found, least, MOST));
    }
  }

  private static void requirePositive(String option, double found) {
    if (!(found > 0 && found <= MOST)) {
      throw new UserException(
          "%s is %s, expected a number above 0, at most %d".formatted(option, found, MOST));
    }
  }

  @Override
  String run() {
    for (int count : executors) {
      requireAtLeast(1, "--executors", count);
    }
    requireAtLeast(0, "--cores", cores);
    requirePositive("--gbit", gigabits);
    requirePositive("--seconds", seconds);
    return options.inSession(
        context -> new PlanRun(context, seconds).run(executors, cores, gigabits));
  }
}
