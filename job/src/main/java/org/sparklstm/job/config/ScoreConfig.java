package org.sparklstm.job.config;

import java.util.Map;
import java.util.OptionalInt;

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
                "treatment of series that do not end with the rows without a gap that a forecast needs, or are shorter than a window that is cut: skip (no answer), error, or keep (an answer without values)",
            or = "skip",
            mayChange = true,
            param = "handleInvalid",
            paramOf = TaskKind.FORECAST)
        Invalid invalid,
    @Setting(
            value =
                "answers to write for series that windows are cut from: last (one for each, from its last rows) or all (one for each window)",
            or = "last",
            mayChange = true,
            tasks = {TaskKind.CLASSIFY, TaskKind.REGRESS})
        Windows windows,
    @Setting(
            value =
                "periods without an observed target after which a series has ended and is not forecast, for data.gaps = fill with data.missing = error; auto: the horizon",
            or = "auto",
            min = 1,
            mayChange = true,
            param = "endedAfter",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        OptionalInt endedAfter,
    @Setting(
            value =
                "time from which all series are forecast (2025-01-31, 2025-01-31 18:00, or a whole number as in data.time), for data.gaps = fill with data.missing = error. Targets and past features after it are hidden; what is known ahead stays. Empty: the last observed time of the panel",
            or = "",
            mayChange = true,
            param = "asOf",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        String asOf,
    @Setting(
            value =
                "probabilities to write: best (that of the class that is answered) or all (beside it, one column probability_CLASS for each class)",
            or = "best",
            mayChange = true,
            tasks = TaskKind.CLASSIFY)
        Probabilities probabilities) {

  public ScoreConfig {
    Ranges.check(
        ScoreConfig.class,
        "score",
        format,
        options,
        invalid,
        windows,
        endedAfter,
        asOf,
        probabilities);
    options = Map.copyOf(options);
  }

  /** Probabilities that are written. */
  public enum Probabilities {
    BEST,
    ALL
  }

  /** Windows that are answered. */
  public enum Windows {
    LAST,
    ALL
  }

  /** Treatment of series that cannot be forecast. */
  public enum Invalid {
    SKIP,
    ERROR,
    KEEP
  }
}
