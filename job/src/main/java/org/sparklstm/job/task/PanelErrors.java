package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.sparklstm.core.train.SeriesErrors;
import org.sparklstm.job.Json;
import org.sparklstm.job.data.series.SeriesDataset;
import org.sparklstm.job.data.table.Statistics;

/**
 * Errors of forecasts and of the naive forecast by series and target, in the units of the table,
 * and what they say of the whole panel: WAPE, the sum of absolute errors over that of actual
 * values, and MASE, the mean over all series of the mean absolute error scaled by that of the naive
 * forecast over the train span (Hyndman and Koehler 2006).
 */
final class PanelErrors {
  /** Largest number of best and of worst series that a report shows. */
  private static final int EXTREMES = 5;

  private final List<One> all = new ArrayList<>();
  private final List<String> idColumns;
  private final int targets;
  private final boolean showsTargets;

  /**
   * The errors of one target of one series.
   *
   * @param name the series as messages show it
   * @param ids texts of its id columns
   * @param error mean absolute error
   * @param naiveError mean absolute error of the naive forecast
   * @param actual mean absolute actual value
   * @param scale mean absolute error of the naive forecast over the train span; NaN if there is
   *     none
   * @param quantileLoss mean over forecasts and levels of twice the pinball loss
   * @param naiveQuantileLoss that of the naive intervals
   */
  record One(
      String name,
      List<String> ids,
      String target,
      long windows,
      long count,
      double error,
      double naiveError,
      double actual,
      double scale,
      double quantileLoss,
      double naiveQuantileLoss) {
    boolean isBetter() {
      return error < naiveError;
    }

    private boolean hasScale() {
      return scale > 0 && Double.isFinite(scale);
    }

    /** The series, and the target if there are several. */
    String show(boolean withTarget) {
      return withTarget ? "%s, %s".formatted(name, target) : name;
    }

    private double ratio() {
      return naiveError > 0 ? error / naiveError : error > 0 ? Double.POSITIVE_INFINITY : 1;
    }
  }

  PanelErrors(SeriesErrors errors, SeriesDataset source) {
    Statistics statistics = source.statistics();
    Map<Integer, double[]> scales = source.naiveScales();
    List<String> names = source.names();
    List<List<String>> ids = source.ids();
    int targets = source.reader().targets();
    idColumns = source.idColumns();
    this.targets = targets;
    showsTargets = targets > 1;
    for (int series : errors.series()) {
      for (int target = 0; target < targets; target++) {
        long count = errors.count(series, target);
        if (count > 0) {
          double unit = statistics.unit(target) / count;
          all.add(
              new One(
                  names.get(series),
                  ids.get(series),
                  statistics.columns().get(target),
                  errors.windows(series),
                  count,
                  errors.error(series, target) * unit,
                  errors.naiveError(series, target) * unit,
                  errors.actual(series, target) * unit,
                  scales.get(series)[target],
                  errors.quantileLoss(series, target) * unit,
                  errors.naiveQuantileLoss(series, target) * unit));
        }
      }
    }
  }

  /** Number of series. */
  int series() {
    return (int) all.stream().map(One::name).distinct().count();
  }

  /** What shares are counted in: series, or targets of series if there are several targets. */
  String counted() {
    return showsTargets
        ? "%,d targets of %,d series".formatted(all.size(), series())
        : "%,d series".formatted(series());
  }

  private interface Value {
    double of(One one);
  }

  private double weighted(Value value) {
    return weighted(all, value);
  }

  private static double weighted(List<One> some, Value value) {
    double sum = 0;
    double actual = 0;
    for (One one : some) {
      sum += value.of(one) * one.count;
      actual += one.actual * one.count;
    }
    return sum / actual;
  }

  private static double share(List<One> some, Predicate<One> is) {
    return (double) some.stream().filter(is).count() / some.size();
  }

  private double scaled(Value value) {
    return all.stream()
        .filter(One::hasScale)
        .mapToDouble(one -> value.of(one) / one.scale)
        .average()
        .orElse(Double.NaN);
  }

  double wape() {
    return weighted(One::error);
  }

  double naiveWape() {
    return weighted(One::naiveError);
  }

  /** The weighted quantile loss: that of all levels over the actual values. */
  double wql() {
    return weighted(One::quantileLoss);
  }

  double naiveWql() {
    return weighted(One::naiveQuantileLoss);
  }

  /** The mean over all series of the quantile loss, scaled as for MASE. */
  double scaledQuantileLoss() {
    return scaled(One::quantileLoss);
  }

  double naiveScaledQuantileLoss() {
    return scaled(One::naiveQuantileLoss);
  }

  int targets() {
    return targets;
  }

  double mase() {
    return scaled(One::error);
  }

  double naiveMase() {
    return scaled(One::naiveError);
  }

  /** Share of the series and targets in which the naive forecast's mean absolute error is lower. */
  double shareWorse() {
    return share(all, one -> one.error > one.naiveError);
  }

  /**
   * Share of the series and targets in which the model's mean absolute error is below the naive
   * one.
   */
  double shareBetter() {
    return share(all, One::isBetter);
  }

  /** The series in which the model is worst beside the naive forecast, in words. */
  Optional<String> worst() {
    return all.stream()
        .max(Comparator.comparingDouble(One::ratio))
        .map(
            one ->
                "%s, off by %.4g on average, the naive forecast by %.4g"
                    .formatted(one.show(showsTargets), one.error, one.naiveError));
  }

  /** Errors by level: the power of ten of the mean absolute actual value. */
  List<Json> levels() {
    Map<Integer, List<One>> byLevel = new TreeMap<>();
    for (One one : all) {
      if (one.actual > 0) {
        int level = (int) Math.floor(Math.log10(one.actual));
        byLevel.computeIfAbsent(level, power -> new ArrayList<>()).add(one);
      }
    }
    List<Json> levels = new ArrayList<>();
    byLevel.forEach(
        (power, some) ->
            levels.add(
                new Json()
                    .put("from", Math.pow(10, power))
                    .put("to", Math.pow(10, power + 1))
                    .put("series", some.size())
                    .put("wape", weighted(some, One::error))
                    .put("naive_wape", weighted(some, One::naiveError))
                    .put("better", share(some, One::isBetter))));
    return levels;
  }

  /**
   * The series in which the model is best beside the naive forecast, and those in which it is
   * worst.
   */
  Json extremes() {
    List<One> ordered = all.stream().sorted(Comparator.comparingDouble(One::ratio)).toList();
    int shown = Math.min(EXTREMES, ordered.size() / 2);
    List<One> worst = new ArrayList<>(ordered.subList(ordered.size() - shown, ordered.size()));
    Collections.reverse(worst);
    return new Json()
        .put("best", ordered.subList(0, shown).stream().map(this::extreme).toList())
        .put("worst", worst.stream().map(this::extreme).toList());
  }

  private Json extreme(One one) {
    return new Json()
        .put("series", one.show(showsTargets))
        .put("error", one.error)
        .put("naive", one.naiveError)
        .put("actual", one.actual);
  }

  /** The errors as CSV, one line per series. */
  String csv() {
    StringBuilder csv = new StringBuilder();
    idColumns.forEach(name -> csv.append(quoted(name)).append(','));
    csv.append(showsTargets ? "target," : "").append("windows,mae,naive_mae,wape,mase\n");
    for (One one : all) {
      one.ids.forEach(id -> csv.append(quoted(id)).append(','));
      csv.append(showsTargets ? quoted(one.target) + "," : "");
      csv.append(one.windows).append(',').append(one.error).append(',').append(one.naiveError);
      csv.append(',').append(one.actual > 0 ? one.error / one.actual : "");
      csv.append(',').append(one.hasScale() ? one.error / one.scale : "").append('\n');
    }
    return csv.toString();
  }

  /** A text as a cell of a CSV file. */
  static String quoted(String text) {
    return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
