package org.sparklstm.job.cli;

import org.sparklstm.job.run.PromoteRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code promote}. */
@Command(
    name = "promote",
    description = {
      "Puts a new model into use if it is better on the test span than the one in use, and better than the naive answer.",
      "Forecasts and numbers are judged by their mean squared error, classes by the share of wrong answers."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the candidate is in use, now or already",
      "1:an error",
      "2:a command line that makes no sense",
      "4:the candidate is not better; what was in use stays"
    },
    footer = {
      "",
      "What is in use is told by a small file with the path of a model, which is replaced at once; evaluate, score and export take it as --model."
    })
final class PromoteCommand extends Main.Subcommand {
  private static final int KEPT = 4;

  @Mixin private JobOptions options;

  @Option(
      names = "--candidate",
      required = true,
      paramLabel = "PATH",
      description = "Directory of the new model.")
  private String candidate;

  @Option(
      names = "--current",
      required = true,
      paramLabel = "PATH",
      description = "The file that tells what is in use; not there before the first model.")
  private String current;

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Share of the current error by which the candidate must be better, in [0, 1) (default: ${DEFAULT-VALUE}).")
  private double margin;

  @Spec private CommandSpec spec;

  private boolean inUse;

  @Override
  public Integer call() {
    super.call();
    return inUse ? 0 : KEPT;
  }

  @Override
  String run() {
    if (!(margin >= 0 && margin < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--margin is %s, expected a share in [0, 1)".formatted(margin));
    }
    return options.inSession(
        context -> {
          PromoteRun.Outcome outcome = new PromoteRun(context).run(candidate, current, margin);
          inUse = outcome.inUse();
          return outcome.line();
        });
  }
}
