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
        "Applies a model to a table: forecasts each series, predicts the class or number of each sequence, or answers each token of a sequence.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the predictions have been written",
      "1:an error occurred",
      "2:the command line is invalid",
      "4:there is no model yet (--skip-without-model)"
    })
final class ScoreCommand extends Main.Subcommand {
  private static final int NO_MODEL = 4;

  @Mixin private JobOptions options;

  @Mixin private ModelOptions paths;

  @Option(
      names = "--future",
      paramLabel = "PATH",
      description =
          "Table with what is known of the rows to forecast, in the format data.source.format; default: data.future-source.")
  private String future;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "Forecast from this time, such as 2025-01-31, with data.gaps = fill; targets after it are hidden. Default: score.as-of.")
  private String asOf;

  @Option(
      names = "--skip-without-model",
      description =
          "Do nothing, with exit code 4, if --model does not exist: promote has put none into use yet.")
  private boolean mayBeMissing;

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

  private boolean hasModel;

  @Override
  public Integer call() {
    super.call();
    return hasModel ? 0 : NO_MODEL;
  }

  @Override
  String run() {
    if (future != null) {
      options.set("data.future-source", future);
    }
    if (asOf != null) {
      options.set("score.as-of", asOf);
    }
    return options.inSession(
        context -> {
          ScoreRun.Outcome outcome =
              new ScoreRun(context)
                  .run(
                      paths.model(),
                      paths.input(),
                      paths.output(),
                      existing.mode(),
                      mayBeMissing ? ScoreRun.MissingModel.ALLOWED : ScoreRun.MissingModel.REFUSED);
          hasModel = outcome.hasModel();
          return outcome.line();
        },
        paths.paths());
  }
}
