package org.sparklstm.job.cli;

import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.SyntheticTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code generate}. */
@Command(
    name = "generate",
    description = "Writes a table of waves and noise, of any size, to try things on.",
    mixinStandardHelpOptions = true)
final class GenerateCommand extends Main.Subcommand {
  /** What Spark's optimizer takes in one expression list. */
  private static final int MOST_COLUMNS = 1000;

  /** 64 TB of floats. */
  private static final long MOST_VALUES = 1L << 44;

  @Parameters(paramLabel = "PATH", description = "Where to write Parquet files.")
  private String path;

  @Option(
      names = "--series",
      defaultValue = "100",
      description = "Number of series (default: ${DEFAULT-VALUE}).")
  private long series;

  @Option(
      names = "--rows",
      defaultValue = "10000",
      description = "Rows of each series (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--columns",
      defaultValue = "7",
      description = "Columns of values, of 4 bytes each (default: ${DEFAULT-VALUE}).")
  private int columns;

  @Override
  String run() {
    if (series < 1 || rows < 1 || columns < 1) {
      throw new UserException(
          "--series %d, --rows %d, --columns %d: all must be at least 1"
              .formatted(series, rows, columns));
    }
    if (columns > MOST_COLUMNS || (double) series * rows * columns > MOST_VALUES) {
      throw new UserException(
          "%,d series of %,d rows of %,d columns: at most %,d columns and %,d values in all"
              .formatted(series, rows, columns, MOST_COLUMNS, MOST_VALUES));
    }
    SyntheticTable table = new SyntheticTable(series, rows, columns);
    return Session.in(
        Session.submitted(), "spark-lstm generate", spark -> table.write(spark, path));
  }
}
