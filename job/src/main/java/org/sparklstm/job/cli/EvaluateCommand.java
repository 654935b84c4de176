package org.sparklstm.job.cli;

import org.sparklstm.job.run.EvaluateRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}. */
@Command(
    name = "evaluate",
    description = "Evaluates a saved model on the test span and compares it with a naive baseline.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand extends Main.Subcommand {
  @Mixin private JobOptions options;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "PATH",
      description = "Directory of the model, or a file that contains its path.")
  private String model;

  @Override
  String run() {
    return options.inSession(context -> new EvaluateRun(context).run(model), model);
  }
}
