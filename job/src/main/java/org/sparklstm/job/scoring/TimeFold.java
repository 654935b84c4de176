package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.series.SeriesSummary;
import org.sparklstm.job.data.series.SeriesTable;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.time.Spacing;
import org.sparklstm.job.time.TimeAxis;
import org.sparklstm.job.time.Timeline;

/**
 * A fold of a panel by time: what lies before a cutoff is trained on, and the horizon after it is
 * judged.
 *
 * @param axis the times of the table
 * @param time name of the time column
 * @param cutoff the last time to train on
 * @param end the last time to judge
 */
public record TimeFold(TimeAxis axis, String time, long cutoff, long end) {
  /**
   * The folds of a table, earliest first; the last one ends with the last time of the table.
   *
   * @param step periods from one cutoff to the next
   * @throws UserException if the table begins after the first cutoff
   */
  public static List<TimeFold> of(Table table, DataConfig data, int horizon, int folds, int step) {
    SeriesTable series = SeriesTable.of(table, data);
    TimeAxis axis = series.columns().axis();
    long last = series.series().stream().mapToLong(SeriesSummary::lastTime).max().orElseThrow();
    long first = series.series().stream().mapToLong(SeriesSummary::firstTime).min().orElseThrow();
    Spacing spacing = new Spacing(axis);
    spacing.add(last);
    Timeline timeline = Timeline.of(axis, series.time().frequency(), spacing);
    List<TimeFold> all = new ArrayList<>();
    for (int fold = folds - 1; fold >= 0; fold--) {
      long end = timeline.after(last, -(long) fold * step);
      long cutoff = timeline.after(end, -horizon);
      if (cutoff < first) {
        throw UserException.of(
            "%,d cutoffs, %,d periods apart, begin before the table: %s has rows from %s to %s; ask for fewer, or a smaller step",
            folds, step, table.name(), axis.show(first), axis.show(last));
      }
      all.add(new TimeFold(axis, data.time(), cutoff, end));
    }
    return all;
  }

  private Column upTo(long position) {
    return axis.read(Fields.column(time)).leq(functions.lit(axis.raw(position)));
  }

  /** The rows to train on. */
  public Dataset<Row> trained(Dataset<?> rows) {
    return rows.toDF().filter(upTo(cutoff));
  }

  /** The rows up to the last one to judge. */
  public Dataset<Row> whole(Dataset<?> rows) {
    return rows.toDF().filter(upTo(end));
  }

  /** The forecasts of times after the cutoff. */
  public Dataset<Row> judged(Dataset<Row> forecasts) {
    return forecasts.filter(functions.not(upTo(cutoff)));
  }

  /** The cutoff as text. */
  public String text() {
    return axis.text(cutoff);
  }
}
