package org.sparklstm.job.cli;

import java.util.Optional;
import org.apache.spark.sql.SaveMode;
import org.sparklstm.job.run.BacktestRun;
import org.sparklstm.job.scoring.Origins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backtest}. */
@Command(
    name = "backtest",
    description =
        "Forecasts the last rows of each series from several cutoffs, writes the forecasts beside actual values and naive forecasts, and sums up their errors.",
    mixinStandardHelpOptions = true)
final class BacktestCommand extends Main.Subcommand {
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
          "Table to forecast, in the format data.source.format; default: that of data.source.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "Output path, in the format score.format.")
  private String output;

  @Option(
      names = "--windows",
      defaultValue = "4",
      description =
          "Cutoffs per series, the last one a horizon before its end (default: ${DEFAULT-VALUE}).")
  private int windows;

  @Option(names = "--step", description = "Rows from one cutoff to the next; default: the horizon.")
  private Integer step;

  @Option(names = "--overwrite", description = "Replace an existing output.")
  private boolean overwrite;

  @Override
  String run() {
    return options.inSession(
        context -> {
          int distance = step == null ? context.config().window().horizon() : step;
          return new BacktestRun(context, new Origins(windows, distance))
              .run(
                  model,
                  Optional.ofNullable(input),
                  output,
                  overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists);
        },
        model,
        output,
        input == null ? output : input);
  }
}
