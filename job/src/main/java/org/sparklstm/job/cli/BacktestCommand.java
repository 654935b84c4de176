package org.sparklstm.job.cli;

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

  @Mixin private ModelOptions paths;

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
                  paths.model(),
                  paths.input(),
                  paths.output(),
                  overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists);
        },
        paths.paths());
  }
}
