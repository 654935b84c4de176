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
      "Puts a new model into use if it is better on the test span than both the current model and a naive baseline.",
      "promote.metric says what models are compared by; by default MASE for several series, else mean squared error, and for classes the share of wrong predictions."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the candidate is in use (promoted now or earlier)",
      "1:an error occurred",
      "2:the command line is invalid",
      "4:the candidate is not better; the current model stays in use"
    },
    footer = {
      "",
      "A small file contains the path of the model in use and is replaced atomically; evaluate, score and export accept that file as --model."
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
      description = "File with the path of the model in use; it is created with the first model.")
  private String current;

  @Option(
      names = "--margin",
      paramLabel = "FRACTION",
      defaultValue = "0",
      description =
          "Fraction of the current error by which the candidate must be better, in [0, 1) (default: ${DEFAULT-VALUE}).")
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
          spec.commandLine(), "--margin is %s, expected a number in [0, 1)".formatted(margin));
    }
    return options.inSession(
        context -> {
          PromoteRun.Outcome outcome = new PromoteRun(context).run(candidate, current, margin);
          inUse = outcome.inUse();
          return outcome.line();
        },
        candidate,
        current);
  }
}
