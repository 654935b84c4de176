package org.sparklstm.job.cli;

import org.sparklstm.job.run.TrainRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code train}. */
@Command(
    name = "train",
    description = "Trains a model and evaluates it on the test span.",
    mixinStandardHelpOptions = true)
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
