package org.sparklstm.job.cli;

import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.SyntheticPanel;
import org.sparklstm.job.data.table.SyntheticTable;
import org.sparklstm.job.data.table.SyntheticVisits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code generate}. */
@Command(
    name = "generate",
    description =
        "Writes a synthetic table of waves and noise, of any size, for experiments; or a retailer's panel with plans, late and new items, or a log of clicks.",
    mixinStandardHelpOptions = true)
final class GenerateCommand extends Main.Subcommand {
  /** Limit for the columns, which become one expression list in Spark's optimizer. */
  private static final int MOST_COLUMNS = 1000;

  /** 64 TiB of floats. */
  private static final long MOST_VALUES = 1L << 44;

  private static final int FEWEST_DAYS = 400;
  private static final int MOST_DAYS = 10_000;
  private static final long MOST_PAIRS = 1_000_000;
  private static final long MOST_VISITS = 1_000_000_000;
  private static final int MOST_PAGES = 1_000_000;

  @Parameters(
      paramLabel = "PATH",
      description =
          "Output directory for the Parquet files; with --panel, folder of sales.parquet and plan.parquet.")
  private String path;

  @Option(names = "--series", description = "Number of series (default: 100, of a panel 500).")
  private Long series;

  @Option(names = "--rows", description = "Rows per series (default: 10000, of a panel 1096 days).")
  private Long rows;

  @Option(
      names = "--panel",
      description =
          "Write what stores sell of items and what is planned, for conf/retail.conf, instead of waves.")
  private boolean panel;

  @Option(
      names = "--visits",
      description =
          "Write a log of clicks, for conf/visits.conf, and say how well the next page can be predicted at best; --series is the number of visits (default: 200000), --columns that of pages (default: 200).")
  private boolean visits;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Another seed gives another panel (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--columns",
      description = "Number of value columns, of 4 bytes per value (default: 7).")
  private Integer columns;

  @Override
  boolean isForPeople() {
    return true;
  }

  @Override
  String run() {
    if (path.chars().allMatch(Character::isDigit)) {
      throw new UserException(
          "PATH is %s: options such as --visits take no number; give that of series or visits by --series, and a path"
              .formatted(path));
    }
    if (visits) {
      return visits(series == null ? 200_000 : series, columns == null ? 200 : columns);
    }
    return panel
        ? panel(series == null ? 500 : series, rows == null ? 1096 : rows)
        : waves(
            series == null ? 100 : series,
            rows == null ? 10_000 : rows,
            columns == null ? 7 : columns);
  }

  private String visits(long number, int pages) {
    if (number < 1 || number > MOST_VISITS || pages < 2 || pages > MOST_PAGES) {
      throw new UserException(
          "--series is %d, --columns is %d: expected 1 to %,d visits of 2 to %,d pages"
              .formatted(number, pages, MOST_VISITS, MOST_PAGES));
    }
    return Session.in(
        Session.submitted(),
        "spark-lstm generate",
        spark -> {
          SyntheticVisits.Best best = new SyntheticVisits(number, pages, seed).write(spark, path);
          return "%,d visits written to %s. At best %.4f of the next pages are among the %d likeliest, and the cross-entropy is %.4f nats"
              .formatted(number, path, best.recall(), SyntheticVisits.MOST, best.nats());
        });
  }

  private String panel(long pairs, long days) {
    if (pairs < 1 || pairs > MOST_PAIRS || days < FEWEST_DAYS || days > MOST_DAYS) {
      throw new UserException(
          "--series is %d, --rows is %d: expected 1 to %,d series, and %d to %,d days of a panel"
              .formatted(pairs, days, MOST_PAIRS, FEWEST_DAYS, MOST_DAYS));
    }
    SyntheticPanel tables = new SyntheticPanel(pairs, (int) days, seed);
    return Session.in(
        Session.submitted(), "spark-lstm generate", spark -> tables.write(spark, path));
  }

  private String waves(long number, long length, int columns) {
    if (number < 1 || length < 1 || columns < 1) {
      throw new UserException(
          "--series is %d, --rows is %d, --columns is %d: each must be at least 1"
              .formatted(number, length, columns));
    }
    if (columns > MOST_COLUMNS || (double) number * length * columns > MOST_VALUES) {
      throw new UserException(
          "%,d series of %,d rows with %,d columns are too large, expected at most %,d columns and %,d values in total"
              .formatted(number, length, columns, MOST_COLUMNS, MOST_VALUES));
    }
    SyntheticTable table = new SyntheticTable(number, length, columns);
    return Session.in(
        Session.submitted(), "spark-lstm generate", spark -> table.write(spark, path));
  }
}
