package org.sparklstm.job.task;

import java.io.Serializable;
import java.util.List;
import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.job.Json;

/**
 * Sums over a group of forecasts beside naive ones, in the units of the table. They are exact, so
 * that errors do not depend on the partitions of a table.
 */
final class BacktestSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final One model = new One();
  private final One naive = new One();
  private final ExactSum actual = new ExactSum();
  private final QuantileSums quantiles;
  private long count;

  /** Series with a scale, whose mean absolute error is part of the MASE. */
  private long scaled;

  /**
   * @param levels of the quantiles that are forecast
   */
  BacktestSums(List<Double> levels) {
    quantiles = new QuantileSums(levels);
  }

  /** Sums of one kind of forecast. */
  private static final class One implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ExactSum squared = new ExactSum();
    private final ExactSum absolute = new ExactSum();
    private final ExactSum error = new ExactSum();
    private final ExactSum relative = new ExactSum();
    private final ExactSum scaled = new ExactSum();

    void add(double forecast, double truth) {
      double difference = forecast - truth;
      double size = Math.abs(forecast) + Math.abs(truth);
      squared.add(difference * difference);
      absolute.add(Math.abs(difference));
      error.add(difference);
      relative.add(size == 0 ? 0 : 200 * Math.abs(difference) / size);
    }

    void add(One other) {
      squared.add(other.squared);
      absolute.add(other.absolute);
      error.add(other.error);
      relative.add(other.relative);
      scaled.add(other.scaled);
    }
  }

  /**
   * Adds a forecast. Modified.
   *
   * @param ofLevels its quantiles, one per level
   */
  void add(double truth, double forecast, double naiveForecast, double[] ofLevels) {
    model.add(forecast, truth);
    naive.add(naiveForecast, truth);
    actual.add(Math.abs(truth));
    quantiles.add(truth, ofLevels);
    count++;
  }

  /** Adds the sums of another group. Modified. */
  void add(BacktestSums other) {
    model.add(other.model);
    naive.add(other.naive);
    actual.add(other.actual);
    quantiles.add(other.quantiles);
    count += other.count;
    scaled += other.scaled;
  }

  /** Takes the sums as those of one series, whose errors are scaled. Modified. */
  void scale(double scale) {
    if (scale > 0 && Double.isFinite(scale)) {
      model.scaled.add(mae() / scale);
      naive.scaled.add(naiveMae() / scale);
      scaled++;
    }
  }

  long count() {
    return count;
  }

  double mse() {
    return model.squared.value() / count;
  }

  double mae() {
    return model.absolute.value() / count;
  }

  double wape() {
    return model.absolute.value() / actual.value();
  }

  /** The mean over the series of their scaled errors; NaN if none has a scale. */
  double mase() {
    return model.scaled.value() / scaled;
  }

  double smape() {
    return model.relative.value() / count;
  }

  double bias() {
    return model.error.value() / count;
  }

  /** The sums over quantiles. */
  QuantileSums quantiles() {
    return quantiles;
  }

  /** The weighted quantile loss; NaN without quantiles. */
  double wql() {
    return quantiles.isEmpty() ? Double.NaN : quantiles.wql();
  }

  double naiveMae() {
    return naive.absolute.value() / count;
  }

  double naiveWape() {
    return naive.absolute.value() / actual.value();
  }

  double naiveMase() {
    return naive.scaled.value() / scaled;
  }

  double naiveSmape() {
    return naive.relative.value() / count;
  }

  double naiveBias() {
    return naive.error.value() / count;
  }

  /** The errors for programs. */
  Json json() {
    Json json =
        new Json()
            .put("mse", mse())
            .put("mae", mae())
            .put("wape", wape())
            .put("mase", mase())
            .put("smape", smape())
            .put("bias", bias())
            .put("naive_mse", naive.squared.value() / count)
            .put("naive_mae", naiveMae())
            .put("naive_wape", naiveWape())
            .put("naive_mase", naiveMase())
            .put("naive_smape", naiveSmape())
            .put("naive_bias", naiveBias())
            .put("rows", count);
    return quantiles.isEmpty() ? json : json.put("wql", wql()).put("quantiles", quantiles.json());
  }
}
