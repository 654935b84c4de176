package org.sparklstm.job.data.sequence;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ScoreConfig.Invalid;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.data.table.Table;

/** Series that have fewer rows than the windows that are cut. */
public final class ShortSeries {
  /** Largest number of series that a message names. */
  private static final int SHOWN = 3;

  /** Not the name of any column of a table. */
  private static final String SERIES = "\u0001series";

  private static final Column ROWS = functions.col("rows");

  private ShortSeries() {}

  /**
   * Warns of short series, or refuses them.
   *
   * @throws UserException if there are some and that is to be an error, or if all are short
   */
  public static void report(Table table, WindowCut cut, Invalid invalid) {
    // the names of the columns are not needed, and may be any
    Dataset<Row> counts =
        table
            .rows()
            .select(SeriesKey.shown(table.schema(), cut.series()).alias(SERIES))
            .groupBy(SERIES)
            .agg(functions.count(functions.lit(1)).alias("rows"));
    Column tooShort = ROWS.lt(cut.lookback());
    Row totals =
        counts
            .agg(
                functions.count(functions.lit(1)),
                functions.count(functions.when(tooShort, 1)),
                functions.max(ROWS))
            .first();
    long few = totals.getLong(1);
    if (few == 0) {
      return;
    }
    if (few == totals.getLong(0)) {
      throw UserException.of(
          "no series of %s is long enough: a window has {window.lookback} = %d rows, the longest series %,d",
          table.name(), cut.lookback(), totals.getLong(2));
    }
    List<Row> first = counts.filter(tooShort).orderBy(SERIES).limit(SHOWN).collectAsList();
    Message some =
        Message.of(
            "%,d of %,d series of %s have fewer rows than a window, {window.lookback} = %d: %s%s",
            few,
            totals.getLong(0),
            table.name(),
            cut.lookback(),
            first.stream()
                .map(row -> "%s (%,d)".formatted(row.getString(0), row.getLong(1)))
                .collect(Collectors.joining("; ")),
            few > first.size() ? "; …" : "");
    if (invalid == Invalid.ERROR) {
      throw UserException.of("%s; with {score.invalid} = skip they get no answer", some);
    }
    table
        .warnings()
        .accept(
            Message.of(
                invalid == Invalid.KEEP
                    ? "%s; their answers are null ({score.invalid} = keep)"
                    : "%s; they get no answer ({score.invalid} = skip)",
                some));
  }
}
