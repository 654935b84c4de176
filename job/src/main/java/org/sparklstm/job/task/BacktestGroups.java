package org.sparklstm.job.task;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.job.data.table.QuantileName;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.scoring.Backtest;

/** Errors of one target of a back-test: of all forecasts, by step, by level and by series. */
final class BacktestGroups implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Double> levels;
  private final BacktestSums all;
  private final BacktestTotals totals;
  private final TreeMap<Integer, BacktestSums> byStep = new TreeMap<>();

  /** By the power of ten at or below the level. */
  private final TreeMap<Integer, BacktestSums> byLevel = new TreeMap<>();

  private final List<Series> bySeries = new ArrayList<>();

  /** Values to forecast that were not observed, so that no error has them. */
  private long unobserved;

  /**
   * @param answers what is forecast
   * @param horizon rows of a forecast
   */
  BacktestGroups(Answers answers, int horizon) {
    levels = answers.levels();
    all = noSums();
    totals = new BacktestTotals(answers.totals(), horizon);
  }

  private BacktestSums noSums() {
    return new BacktestSums(levels);
  }

  /**
   * The errors of a series.
   *
   * @param level its mean absolute value before the first cutoff; NaN if there is none
   */
  record Series(SeriesKey key, double level, BacktestSums sums) implements Serializable {
    /** The mean absolute error over the naive forecast's; 1 if both are 0. */
    private double ratio() {
      double naive = sums.naiveMae();
      return naive > 0 ? sums.mae() / naive : sums.mae() > 0 ? Double.POSITIVE_INFINITY : 1;
    }
  }

  /** The series of consecutive rows, by step. */
  private static final class Current {
    private final SeriesKey key;
    private final TreeMap<Integer, BacktestSums> steps = new TreeMap<>();
    private final double scale;
    private final double level;

    Current(SeriesKey key, double scale, double level) {
      this.key = key;
      this.scale = scale;
      this.level = level;
    }
  }

  /**
   * Errors of a partition, in which the rows of a series are consecutive.
   *
   * @param ids series id columns, the first ones of a row
   * @param answers what is forecast
   * @param horizon rows of a forecast
   */
  static BacktestGroups of(
      Iterator<Row> rows, StructField[] ids, String target, Answers answers, int horizon) {
    BacktestGroups groups = new BacktestGroups(answers, horizon);
    List<Double> levels = answers.levels();
    double[] quantiles = new double[levels.size()];
    Current current = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      groups.totals.add(row, target);
      int actual = row.fieldIndex(target);
      if (row.isNullAt(actual)) {
        groups.unobserved++;
        continue;
      }
      SeriesKey key = SeriesKey.of(row, ids);
      if (current == null || !current.key.equals(key)) {
        groups.end(current);
        // what precedes the first cutoff measures all of them
        current =
            new Current(
                key, row.getAs(target + Backtest.SCALE), row.getAs(target + Backtest.LEVEL));
      }
      for (int i = 0; i < quantiles.length; i++) {
        quantiles[i] = row.getAs(QuantileName.of(target, levels.get(i)));
      }
      current
          .steps
          .computeIfAbsent(row.getAs("step"), step -> groups.noSums())
          .add(
              row.getDouble(actual),
              row.getAs(target + Backtest.FORECAST),
              row.getAs(target + Backtest.NAIVE),
              quantiles);
    }
    groups.end(current);
    return groups;
  }

  private void end(Current series) {
    if (series == null) {
      return;
    }
    BacktestSums whole = noSums();
    series.steps.forEach(
        (step, sums) -> {
          whole.add(sums);
          sums.scale(series.scale);
          byStep.computeIfAbsent(step, one -> noSums()).add(sums);
        });
    BacktestSums copy = noSums();
    copy.add(whole);
    copy.scale(series.scale);
    all.add(copy);
    if (series.level > 0) {
      byLevel.computeIfAbsent(decade(series.level), one -> noSums()).add(copy);
    }
    bySeries.add(new Series(series.key, series.level, copy));
  }

  private static int decade(double level) {
    int decade = (int) Math.floor(StrictMath.log10(level));
    return level >= StrictMath.pow(10, decade + 1) ? decade + 1 : decade;
  }

  /** Adds the errors of other series. Modified. */
  void add(BacktestGroups other) {
    all.add(other.all);
    totals.add(other.totals);
    unobserved += other.unobserved;
    other.byStep.forEach((step, sums) -> byStep.computeIfAbsent(step, one -> noSums()).add(sums));
    other.byLevel.forEach(
        (level, sums) -> byLevel.computeIfAbsent(level, one -> noSums()).add(sums));
    bySeries.addAll(other.bySeries);
  }

  BacktestSums all() {
    return all;
  }

  /** Those of sums over the horizon. */
  BacktestTotals totals() {
    return totals;
  }

  long unobserved() {
    return unobserved;
  }

  Map<Integer, BacktestSums> byStep() {
    return byStep;
  }

  Map<Integer, BacktestSums> byLevel() {
    return byLevel;
  }

  /** The series by their error beside that of the naive forecast, the best first. */
  List<Series> byRatio() {
    return bySeries().stream().sorted(Comparator.comparingDouble(Series::ratio)).toList();
  }

  /** Share of the series whose mean absolute error is below the naive forecast's. */
  double better() {
    long better = bySeries.stream().filter(one -> one.ratio() < 1).count();
    return (double) better / bySeries.size();
  }

  /** The series in the order of their ids. */
  List<Series> bySeries() {
    return bySeries.stream().sorted(Comparator.comparing(Series::key)).toList();
  }
}
