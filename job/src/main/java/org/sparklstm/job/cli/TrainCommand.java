package org.sparklstm.job.cli;

import org.sparklstm.job.run.TrainRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code train}. */
@Command(
    name = "train",
    description = "Trains a model and evaluates it on the test span.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the run is complete",
      "1:an error occurred",
      "2:the command line is invalid",
      "3:stopped by SIGTERM or Ctrl-C and saved; run the same command again to resume"
    },
    footer = {
      "",
      "Run the same command again to resume an interrupted run (run.resume = auto).",
      "If the run is complete, the command does nothing. --set run.resume=never starts over."
    })
final class TrainCommand extends Main.Subcommand {
  @Mixin private JobOptions options;

  @Override
  String run() {
    return options.inSession(context -> new TrainRun(context).run());
  }
}
