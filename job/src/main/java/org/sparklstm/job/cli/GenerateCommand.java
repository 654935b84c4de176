package org.sparklstm.job.cli;

import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.SyntheticTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code generate}. */
@Command(
    name = "generate",
    description = "Writes a synthetic table of waves and noise, of any size, for experiments.",
    mixinStandardHelpOptions = true)
final class GenerateCommand extends Main.Subcommand {
  /** Limit for the columns, which become one expression list in Spark's optimizer. */
  private static final int MOST_COLUMNS = 1000;

  /** 64 TiB of floats. */
  private static final long MOST_VALUES = 1L << 44;

  @Parameters(paramLabel = "PATH", description = "Output directory for the Parquet files.")
  private String path;

  @Option(
      names = "--series",
      defaultValue = "100",
      description = "Number of series (default: ${DEFAULT-VALUE}).")
  private long series;

  @Option(
      names = "--rows",
      defaultValue = "10000",
      description = "Rows per series (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--columns",
      defaultValue = "7",
      description = "Number of value columns, of 4 bytes per value (default: ${DEFAULT-VALUE}).")
  private int columns;

  @Override
  boolean isForPeople() {
    return true;
  }

  @Override
  String run() {
    if (series < 1 || rows < 1 || columns < 1) {
      throw new UserException(
          "--series is %d, --rows is %d, --columns is %d: each must be at least 1"
              .formatted(series, rows, columns));
    }
    if (columns > MOST_COLUMNS || (double) series * rows * columns > MOST_VALUES) {
      throw new UserException(
          "%,d series of %,d rows with %,d columns are too large, expected at most %,d columns and %,d values in total"
              .formatted(series, rows, columns, MOST_COLUMNS, MOST_VALUES));
    }
    SyntheticTable table = new SyntheticTable(series, rows, columns);
    return Session.in(
        Session.submitted(), "spark-lstm generate", spark -> table.write(spark, path));
  }
}
