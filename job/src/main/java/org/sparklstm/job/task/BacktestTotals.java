package org.sparklstm.job.task;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.sparklstm.job.data.table.QuantileName;
import org.sparklstm.job.scoring.Backtest;

/** Errors of the forecasts of a target's sums over the horizon. */
final class BacktestTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Double> levels;
  private final int horizon;
  private final BacktestSums sums;

  /** The sum of the naive forecasts of the rows since step 1. */
  private double naive;

  /**
   * @param levels of the quantiles of sums; empty if no sums are forecast
   * @param horizon rows that a sum is of
   */
  BacktestTotals(List<Double> levels, int horizon) {
    this.levels = List.copyOf(levels);
    this.horizon = horizon;
    sums = new BacktestSums(levels);
  }

  /**
   * Adds a row; those of a forecast come one after the other, by step. A sum counts if all its
   * values were observed. Modified.
   */
  void add(Row row, String target) {
    if (levels.isEmpty()) {
      return;
    }
    int step = row.getAs("step");
    double ofStep = row.getAs(target + Backtest.NAIVE);
    naive = step == 1 ? ofStep : naive + ofStep;
    String total = target + Backtest.TOTAL;
    Double truth = row.getAs(total);
    if (step == horizon && truth != null) {
      double[] quantiles =
          levels.stream()
              .mapToDouble(level -> row.<Double>getAs(QuantileName.of(total, level)))
              .toArray();
      sums.add(truth, row.getAs(total + Backtest.FORECAST), naive, quantiles);
    }
  }

  /** Adds the errors of other forecasts. Modified. */
  void add(BacktestTotals other) {
    sums.add(other.sums);
  }

  /** Whether there is nothing to tell. */
  boolean isEmpty() {
    return sums.count() == 0;
  }

  /** The errors; those that are scaled are not known. */
  BacktestSums sums() {
    return sums;
  }
}
