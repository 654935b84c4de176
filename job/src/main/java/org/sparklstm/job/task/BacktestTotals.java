package org.sparklstm.job.task;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.sparklstm.job.Json;
import org.sparklstm.job.data.table.QuantileName;
import org.sparklstm.job.scoring.Backtest;

/**
 * Errors of the forecasts of a target's sums over the horizon. A sum counts if all its values were
 * observed and all its rows follow the cutoff.
 */
final class BacktestTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int NONE = 0;

  private final List<Double> levels;
  private final int horizon;
  private final BacktestSums sums;

  /** The step that follows in the forecast that is read; {@link #NONE} if it cannot count. */
  private int next = NONE;

  /** The sum of the naive forecasts of its rows so far. */
  private double naive;

  /**
   * No sums yet.
   *
   * @param levels of the quantiles of sums; empty if no sums are forecast
   * @param horizon rows that a sum is of
   */
  BacktestTotals(List<Double> levels, int horizon) {
    this.levels = List.copyOf(levels);
    this.horizon = horizon;
    sums = new BacktestSums(levels);
  }

  /** Adds a row; those of a forecast come one after the other, by step. Modified. */
  void add(Row row, String target) {
    if (levels.isEmpty()) {
      return;
    }
    int step = row.getAs("step");
    if (step == 1) {
      naive = 0;
    } else if (step != next) {
      next = NONE;
      return;
    }
    next = step + 1;
    naive += row.<Double>getAs(target + Backtest.NAIVE);
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

  /** Whether sums are forecast at all. */
  boolean areForecast() {
    return !levels.isEmpty();
  }

  /** The errors in words. */
  String line() {
    return sums.count() == 0
        ? "sums over the horizon: none was observed as a whole"
        : "sums over the horizon: WAPE %.4f (%.4f), bias %+.4g; share of the actual sums below their quantiles %s"
            .formatted(sums.wape(), sums.naiveWape(), sums.bias(), sums.quantiles().shares());
  }

  /** The errors for programs. */
  Json json() {
    Json json = new Json().put("windows", sums.count());
    return sums.count() == 0
        ? json
        : json.put("mae", sums.mae())
            .put("wape", sums.wape())
            .put("bias", sums.bias())
            .put("naive_mae", sums.naiveMae())
            .put("naive_wape", sums.naiveWape())
            .put("naive_bias", sums.naiveBias())
            .put("quantiles", sums.quantiles().json());
  }
}
