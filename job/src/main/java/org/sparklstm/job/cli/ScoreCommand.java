package org.sparklstm.job.cli;

import java.util.Optional;
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
        "Applies a model to a table: forecasts each series, or predicts the class or number of each sequence.",
    mixinStandardHelpOptions = true)
final class ScoreCommand extends Main.Subcommand {
  @Mixin private JobOptions options;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "PATH",
      description = "Directory of the model, or a file that contains its path.")
  private String model;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description =
          "Table to score, in the format data.source.format; default: that of data.source.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "Output path, in the format score.format.")
  private String output;

  @ArgGroup private ExistingOutput existing = new ExistingOutput();

  /** Mutually exclusive options for an output that exists. */
  private static final class ExistingOutput {
    @Option(names = "--overwrite", description = "Replace an existing output.")
    private boolean overwrite;

    @Option(
        names = "--skip-existing",
        description = "Do nothing if the output exists; an existing output is complete.")
    private boolean skip;

    SaveMode mode() {
      return overwrite ? SaveMode.Overwrite : skip ? SaveMode.Ignore : SaveMode.ErrorIfExists;
    }
  }

  @Override
  String run() {
    return options.inSession(
        context ->
            new ScoreRun(context).run(model, Optional.ofNullable(input), output, existing.mode()));
  }
}
