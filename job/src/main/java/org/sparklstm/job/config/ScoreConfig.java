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
        Map<String, String> options,
    @Setting(
            value =
                "treatment of series that do not end with the rows without a gap that a forecast needs: skip (no forecast), error, or keep (a forecast without values)",
            or = "skip",
            mayChange = true,
            param = "handleInvalid",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Invalid invalid) {

  public ScoreConfig {
    Ranges.check(ScoreConfig.class, "score", format, options, invalid);
    options = Map.copyOf(options);
  }

  /** Treatment of series that cannot be forecast. */
  public enum Invalid {
    SKIP,
    ERROR,
    KEEP
  }
}
