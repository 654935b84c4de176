package org.sparklstm.job.data.series;

import java.util.List;
import java.util.function.ToLongFunction;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig.Missing;

/** Rows that make a table of series unusable. */
record InvalidRows(SeriesColumns columns, List<SeriesSummary> series) {

  /**
   * Refuses rows without a time, times that occur twice, and missing values unless they are
   * treated.
   *
   * @throws UserException if there are such rows; names the series and the time
   */
  void refuse(Missing missing) {
    refuse(
        SeriesSummary::nullTimes,
        (count, first) ->
            Message.of(
                "{data.time}: %,d rows of %s have no time in column '%s', the first in %s; fill or remove them",
                count, columns.table(), columns.time().name(), show(first)));
    refuse(
        SeriesSummary::duplicates,
        (count, first) ->
            Message.of(
                "{data.time}: %,d rows of %s have the same time as another row of their series, first in %s at %s; name the columns that identify series in {data.series-id}, or remove the duplicates",
                count, columns.table(), show(first), columns.axis().show(first.firstDuplicate())));
    int required = columns.masks() || missing != Missing.ERROR ? 0 : columns.panel().firstKnown();
    for (int i = 0; i < required; i++) {
      int column = i;
      refuse(
          summary -> summary.missing(column),
          (count, first) ->
              Message.of(
                  "column '%s' of %s has %,d values that are null, NaN or infinite, first in %s at %s; set {data.missing} to forward-fill or skip-window to continue without them",
                  columns.values().get(column),
                  columns.table(),
                  count,
                  show(first),
                  columns.axis().show(first.firstMissing(column))));
    }
  }

  /** Composes an error from the number of invalid rows and the first series with one. */
  private interface ErrorText {
    Message of(long count, SeriesSummary first);
  }

  private void refuse(ToLongFunction<SeriesSummary> count, ErrorText text) {
    long total = series.stream().mapToLong(count).sum();
    if (total > 0) {
      SeriesSummary first =
          series.stream().filter(one -> count.applyAsLong(one) > 0).findFirst().orElseThrow();
      throw new UserException(text.of(total, first));
    }
  }

  private String show(SeriesSummary summary) {
    return summary.key().show(columns.seriesId());
  }
}
