package org.sparklstm.job.config;

import java.util.Map;

/** {@code score}: how forecasts are written. */
public record ScoreConfig(
    @Setting(
            value = "csv, parquet, orc, json or any other Spark data source",
            or = "parquet",
            mayChange = true)
        String format,
    @Setting(
            value = "options of the data source; csv has header true unless set here",
            or = "{}",
            mayChange = true)
        Map<String, String> options) {

  public ScoreConfig {
    Ranges.check(ScoreConfig.class, "score", format, options);
    options = Map.copyOf(options);
  }
}
