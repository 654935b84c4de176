package org.sparklstm.job.ml;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.job.LocalSpark;

/** Two stores whose daily units are a wave of four days, easy to forecast. */
final class WavePanel {
  private WavePanel() {}

  /** 80 days of {@code store}, {@code day} and {@code units}. */
  static Dataset<Row> rows() {
    return LocalSpark.session()
        .range(2L * 80)
        .selectExpr(
            "id % 2 as store",
            "date_add(date'2024-01-01', cast(id div 2 as int)) as day",
            "10 + 5 * sin((id div 2) * pi() / 2) + id % 2 as units")
        .cache();
  }

  /** A forecaster of the next four days from the last eight. */
  static LstmForecaster forecaster() {
    return new LstmForecaster()
        .setSeriesIdCols(new String[] {"store"})
        .setTimeCol("day")
        .setTargetCols(new String[] {"units"})
        .setLookback(8)
        .setHorizon(4);
  }
}
