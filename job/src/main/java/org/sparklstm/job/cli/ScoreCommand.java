package org.sparklstm.job.cli;

import org.apache.spark.sql.SaveMode;
import org.sparklstm.job.run.ScoreRun;
import picocli.CommandLine.ArgGroup;
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

  @ArgGroup private WhereThereIsSomething where = new WhereThereIsSomething();

  /** At most one of these. */
  private static final class WhereThereIsSomething {
    @Option(names = "--overwrite", description = "Replace what lies at the output.")
    private boolean overwrite;

    @Option(
        names = "--skip-existing",
        description = "Do nothing where there is an output already: it is complete.")
    private boolean skip;

    SaveMode mode() {
      return overwrite ? SaveMode.Overwrite : skip ? SaveMode.Ignore : SaveMode.ErrorIfExists;
    }
  }

  @Override
  String run() {
    return options.inSession(
        context -> new ScoreRun(context).run(model, input, output, where.mode()));
  }
}
