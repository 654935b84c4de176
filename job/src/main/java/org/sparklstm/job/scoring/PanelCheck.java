package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.series.SeriesCursor;
import org.sparklstm.job.scoring.AheadRows.Lacking;
import org.sparklstm.job.scoring.PanelTail.Facts;

/**
 * The series of a panel, seen in one pass before any is forecast.
 *
 * @param plan what is to be forecast, and how
 * @param series all series in canonical order
 */
record PanelCheck(PanelForecastIterator.Plan plan, List<Facts> series) {
  /** Passes over the rows. */
  static PanelCheck of(Dataset<Row> rows, PanelForecastIterator.Plan plan) {
    FlatMapFunction<Iterator<Row>, Facts> facts = part -> facts(part, plan).iterator();
    return new PanelCheck(
        plan,
        plan.columns().arrange(rows).javaRDD().mapPartitions(facts).collect().stream()
            .sorted(Comparator.comparing(Facts::key))
            .toList());
  }

  private static List<Facts> facts(Iterator<Row> rows, PanelForecastIterator.Plan plan) {
    SeriesCursor cursor = plan.columns().cursor(rows, plan.missing(), plan.frequency());
    List<Facts> found = new ArrayList<>();
    PanelTail tail = null;
    while (cursor.advance()) {
      if (cursor.rowInSeries() == 0) {
        if (tail != null) {
          found.add(tail.facts());
        }
        tail = new PanelTail(plan, cursor);
      }
      tail.add();
    }
    if (tail != null) {
      found.add(tail.facts());
    }
    return found;
  }

  /**
   * Refuses series of which something is not known that their forecast needs.
   *
   * @throws UserException names the column, the time and the series
   */
  PanelCheck requireKnown() {
    List<Facts> lacking = series.stream().filter(one -> one.lacking() != null).toList();
    if (lacking.isEmpty()) {
      return this;
    }
    Facts first = lacking.get(0);
    OptionalLong until =
        lacking.stream()
            .map(Facts::lacking)
            .mapToLong(Lacking::until)
            .filter(time -> time != Long.MIN_VALUE)
            .max();
    Message one =
        lacks(plan.columns(), first.key().show(plan.columns().seriesId()), first.lacking());
    String others =
        "values are missing for %,d of the %,d series to forecast".formatted(lacking.size(), due());
    throw until.isEmpty()
        ? UserException.of("%s; %s; no row follows what was observed", one, others)
        : UserException.of(
            "%s; %s; their last row is that of %s",
            one, others, plan.columns().axis().show(until.getAsLong()));
  }

  /** Says that a value is not known. */
  static Message lacks(SeriesColumns columns, String series, Lacking unknown) {
    return Message.of(
        columns.hasAhead()
            ? "column '%s' has no value at %s in %s, which is to be forecast, neither in %s nor in the table of what is known ahead (data.future-source; in Spark ML transform(sales, plan)); add it to one of them"
            : "column '%s' has no value at %s in %s of %s, which is to be forecast; add it to the table, or to a table of what is known ahead (data.future-source; in Spark ML transform(sales, plan))",
        unknown.column(),
        columns.axis().show(unknown.time()),
        series,
        columns.table());
  }

  /** Says of which series something is unusual. */
  void warn(Consumer<Message> warnings) {
    List<Facts> ended =
        series.stream().filter(one -> one.lastObserved().isPresent() && !one.isDue()).toList();
    if (!ended.isEmpty() && plan.origin().isPresent()) {
      warnings.accept(
          Message.of(
              "%,d of %,d series have no value of %s for more than %,d periods before %s and count as ended ({score.ended-after}): %s; they get no forecast",
              ended.size(),
              observed(),
              plan.columns().panel().targets(),
              plan.endedAfter(),
              plan.columns().axis().show(plan.origin().position()),
              named(ended)));
    }
    List<String> names = plan.columns().panel().names();
    int[] fixed = plan.columns().panel().ofSeries();
    for (int i = 0; i < fixed.length; i++) {
      int at = i;
      String name = names.get(fixed[i]);
      List<Facts> varying =
          series.stream().filter(one -> one.isDue() && one.fixed().varies(fixed[at])).toList();
      if (!varying.isEmpty()) {
        warnings.accept(
            Message.of(
                "column '%s' ({data.static}) has more than one value in %,d of the %,d series to forecast: %s; the first one counts",
                name, varying.size(), due(), named(varying)));
      }
      List<Facts> without =
          series.stream()
              .filter(one -> one.isDue() && Double.isNaN(one.fixed().values().get(at)))
              .toList();
      if (!without.isEmpty()) {
        warnings.accept(
            Message.of(
                "column '%s' ({data.static}) has no value in %,d of the %,d series to forecast: %s; they are forecast as if it were unknown",
                name, without.size(), due(), named(without)));
      }
    }
  }

  /** Number of series that are forecast. */
  int due() {
    return Math.toIntExact(series.stream().filter(Facts::isDue).count());
  }

  private long observed() {
    return series.stream().filter(one -> one.lastObserved().isPresent()).count();
  }

  private String named(List<Facts> some) {
    return plan.columns().named(some.stream().map(Facts::key).toList());
  }
}
