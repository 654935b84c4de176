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
      "0:everything has been written, or had been before",
      "1:an error",
      "2:a command line that makes no sense",
      "3:stopped on request (SIGTERM, Ctrl-C) and saved; the same command goes on"
    },
    footer = {
      "",
      "The same command again goes on where an interrupted run was (run.resume = auto),",
      "and does nothing where the run is complete. --set run.resume=never starts over."
    })
final class TrainCommand extends Main.Subcommand {
  @Mixin private JobOptions options;

  @Override
  String run() {
    return options.inSession(
        context -> {
          Signals.heed(context.stop(), context.console());
          return new TrainRun(context).run();
        });
  }
}
