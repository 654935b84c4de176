package org.sparklstm.job.cli;

import org.apache.spark.sql.SaveMode;
import org.sparklstm.job.run.ScoreRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}. */
@Command(
    name = "score",
    description =
        "Scores a table: forecasts what follows each series, or predicts what belongs to each sequence.",
    mixinStandardHelpOptions = true)
final class ScoreCommand extends Main.Subcommand {
  @Mixin private JobOptions options;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "PATH",
      description = "Directory of the model, or a file with its path.")
  private String model;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "Table to score, in the format of data.source.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "Where the result goes, in the format of score.format.")
  private String output;

  @Option(names = "--overwrite", description = "Replace what lies at the output.")
  private boolean overwrite;

  @Override
  String run() {
    SaveMode mode = overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists;
    return options.inSession(context -> new ScoreRun(context).run(model, input, output, mode));
  }
}
