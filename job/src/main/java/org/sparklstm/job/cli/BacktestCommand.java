package org.sparklstm.job.cli;

import java.util.Optional;
import org.apache.spark.sql.SaveMode;
import org.sparklstm.job.run.BacktestRun;
import org.sparklstm.job.scoring.Origins;
import org.sparklstm.job.task.Refit;
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

  @Option(
      names = "--refit",
      arity = "0..1",
      fallbackValue = "keep",
      paramLabel = "SCALES",
      description =
          "Train further at each cutoff, from the previous weights, on all rows up to it; keep (if nothing is said) the scales of the model, or renew them. The cutoffs are then times of the whole table.")
  private Refit.Scales refit;

  @Option(
      names = "--refit-epochs",
      defaultValue = "1",
      paramLabel = "N",
      description = "Passes over the rows up to each cutoff (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(names = "--overwrite", description = "Replace an existing output.")
  private boolean overwrite;

  @Override
  String run() {
    return options.inSession(
        context -> {
          int distance = step == null ? context.config().window().horizon() : step;
          return new BacktestRun(
                  context,
                  new Origins(windows, distance),
                  Optional.ofNullable(refit).map(scales -> new Refit(scales, epochs)))
              .run(
                  paths.model(),
                  paths.input(),
                  paths.output(),
                  overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists);
        },
        paths.paths());
  }
}
